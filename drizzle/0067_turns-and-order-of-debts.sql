ALTER TABLE "org_accounts" ADD COLUMN "turn_of" text;--> statement-breakpoint
ALTER TABLE "org_accounts" ADD COLUMN "turn_until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "unfunded_usage_in_order" ON "unfunded_usage" USING btree ("org_id","sequence","first_at","place","idempotency_key") WHERE charged_at is null and waived_at is null;