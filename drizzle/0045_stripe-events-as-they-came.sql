ALTER TABLE "stripe_events" DROP CONSTRAINT "stripe_events_state";--> statement-breakpoint
DROP INDEX "stripe_events_failing";--> statement-breakpoint
ALTER TABLE "stripe_events" ADD COLUMN "body" "bytea";--> statement-breakpoint
ALTER TABLE "stripe_events" ADD COLUMN "api_version" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "stripe_events_failing" ON "stripe_events" USING btree ("received_at") WHERE state in ('failing', 'received');--> statement-breakpoint
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_state" CHECK ("stripe_events"."state" in ('received', 'done', 'ignored', 'failing'));