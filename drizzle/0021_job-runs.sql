CREATE TABLE "job_runs" (
	"run_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_runs_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"done" integer NOT NULL,
	"error" text DEFAULT '' NOT NULL,
	CONSTRAINT "job_runs_done" CHECK ("job_runs"."done" >= 0)
);
--> statement-breakpoint
CREATE INDEX "job_runs_by_job" ON "job_runs" USING btree ("job","run_id");--> statement-breakpoint
CREATE INDEX "outbox_by_org" ON "outbox" USING btree ("org_id","outbox_id");