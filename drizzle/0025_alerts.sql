CREATE TABLE "alert_marks" (
	"org_id" text PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"looked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_settings" (
	"org_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"spend" numeric(20, 2)[] NOT NULL,
	"credit_below" numeric(20, 2),
	"stopped" boolean NOT NULL,
	"quota" boolean NOT NULL,
	"payments" boolean NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "alert_settings_spend" CHECK (cardinality("alert_settings"."spend") <= 5 and 0 < all ("alert_settings"."spend")),
	CONSTRAINT "alert_settings_credit" CHECK ("alert_settings"."credit_below" > 0)
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"org_id" text NOT NULL,
	"alert_key" text NOT NULL,
	"kind" text NOT NULL,
	"says" jsonb NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"outcome" text,
	"sent_to" text[],
	CONSTRAINT "alerts_org_id_alert_key_pk" PRIMARY KEY("org_id","alert_key"),
	CONSTRAINT "alerts_settled_whole" CHECK (num_nonnulls("alerts"."settled_at", "alerts"."outcome", "alerts"."sent_to") in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "alert_marks" ADD CONSTRAINT "alert_marks_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_settings" ADD CONSTRAINT "alert_settings_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alerts_by_time" ON "alerts" USING btree ("org_id","raised_at");