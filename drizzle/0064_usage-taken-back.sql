-- What is there already holds the stricter checks that these replace, so that no table is read through.
CREATE TABLE "usage_changes" (
	"org_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"changed" text NOT NULL,
	"compensation" text,
	"amendment" text,
	"change_key" text,
	"input_hash" "bytea" NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb,
	"returned" jsonb NOT NULL,
	"invoiced" boolean NOT NULL,
	"reason" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" text NOT NULL,
	"sequence" bigint NOT NULL,
	CONSTRAINT "usage_changes_org_id_idempotency_key_revision_pk" PRIMARY KEY("org_id","idempotency_key","revision"),
	CONSTRAINT "usage_changes_kind" CHECK ("usage_changes"."kind" in ('taken_back', 'amended')),
	CONSTRAINT "usage_changes_revision" CHECK ("usage_changes"."revision" between 1 and 100),
	CONSTRAINT "usage_changes_reason" CHECK (length("usage_changes"."reason") <= 200),
	CONSTRAINT "usage_changes_whole" CHECK (("usage_changes"."kind" = 'amended') = ("usage_changes"."amendment" is not null) and ("usage_changes"."amendment" is null) = ("usage_changes"."after" is null))
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_sign";--> statement-breakpoint
ALTER TABLE "usage_events" DROP CONSTRAINT "usage_events_not_negative";--> statement-breakpoint
ALTER TABLE "usage_events" DROP CONSTRAINT "usage_events_postpaid";--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "takes_back" text;--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "original_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "usage_changes_once" ON "usage_changes" USING btree ("org_id","change_key") WHERE change_key is not null;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_sign" CHECK (case when "ledger_entries"."kind" in ('grant', 'topup') then "ledger_entries"."amount" > 0 when "ledger_entries"."kind" in ('expiration', 'debit') then "ledger_entries"."amount" <> 0
          else "ledger_entries"."amount" < 0 end) NOT VALID;--> statement-breakpoint
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_signs" CHECK (case when "usage_events"."takes_back" is null
          then "usage_events"."quantity" >= 0 and "usage_events"."amount" >= 0 and "usage_events"."postpaid" between 0 and "usage_events"."amount"
          else "usage_events"."quantity" <= 0 and "usage_events"."amount" <= 0 and "usage_events"."postpaid" between "usage_events"."amount" and 0 end) NOT VALID;