CREATE TABLE "mails" (
	"org_id" text NOT NULL,
	"mail_id" text NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"template" text NOT NULL,
	"language" text NOT NULL,
	"to_address" text NOT NULL,
	"reply_to" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"attachments" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"tried_at" timestamp with time zone,
	"answer" text DEFAULT '' NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_org_id_mail_id_pk" PRIMARY KEY("org_id","mail_id"),
	CONSTRAINT "mails_once" UNIQUE("org_id","kind","reference","to_address"),
	CONSTRAINT "mails_state" CHECK ("mails"."state" in ('waiting', 'sent', 'refused', 'given_up', 'no_server')),
	CONSTRAINT "mails_sent_at" CHECK (("mails"."state" = 'sent') = ("mails"."sent_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "alert_settings" ADD COLUMN "expiries" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "alert_settings" ADD COLUMN "renewals" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_by_id" ON "mails" USING btree ("mail_id");--> statement-breakpoint
CREATE INDEX "mails_by_org" ON "mails" USING btree ("org_id","mail_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "mails_unsent" ON "mails" USING btree ("mail_id") WHERE state in ('refused', 'given_up');--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_mails_once" ON "outbox" USING btree ("org_id","kind","reference") WHERE kind in ('invoice_mail', 'payment_mail', 'reminder_mail');