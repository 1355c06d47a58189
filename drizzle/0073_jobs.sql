CREATE TABLE "differences" (
	"org_id" text NOT NULL,
	"walk" text NOT NULL,
	"subject" text NOT NULL,
	"sentence" text NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	CONSTRAINT "differences_org_id_walk_subject_pk" PRIMARY KEY("org_id","walk","subject")
);
--> statement-breakpoint
CREATE TABLE "job_leases" (
	"job" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"woken_by" text NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"beat_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "walks" (
	"walk" text PRIMARY KEY NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"place" text,
	"through_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "job_runs" ADD COLUMN "holder" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "job_runs" ADD COLUMN "woken_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "job_runs" ADD COLUMN "counts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "job_runs" ADD COLUMN "remaining" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "job_runs" ADD COLUMN "late_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "differences_by_walk" ON "differences" USING btree ("walk","found_at");