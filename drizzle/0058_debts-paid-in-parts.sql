ALTER TABLE "unfunded_usage" ADD COLUMN "sequence" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "place" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "day_on" date;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "price_book" text;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "price_version" integer;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "units" numeric(38, 12);--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "paid" numeric(38, 12) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "paid_units" numeric(38, 12) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "parts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "unfunded_usage" u SET "day_on" = b.day, "price_book" = b.book,
  "price_version" = coalesce((select max(v.version) from price_book_versions v where v.price_book = b.book), 0)
  FROM (
    select w.org_id, w.idempotency_key, d.day,
           coalesce((select t.price_book from org_terms t where t.org_id = w.org_id
             order by t.effective_on <= d.day desc, case when t.effective_on <= d.day then t.effective_on end desc,
                      t.effective_on, t.version desc limit 1), '') as book
      from unfunded_usage w join org_billing_config c on c.org_id = w.org_id
     cross join lateral (select ((w.event->>'at')::timestamptz at time zone c.zone)::date as day) d) b
 WHERE u.org_id = b.org_id and u.idempotency_key = b.idempotency_key;--> statement-breakpoint
UPDATE "unfunded_usage" SET "day_on" = "first_at"::date, "price_book" = '', "price_version" = 0 WHERE "day_on" IS NULL;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ALTER COLUMN "day_on" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ALTER COLUMN "price_book" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ALTER COLUMN "price_version" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "org_gates_halted" ON "org_gates" USING btree ("valid_until") WHERE halted;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD CONSTRAINT "unfunded_usage_paid" CHECK ("unfunded_usage"."paid" between 0 and "unfunded_usage"."amount" and "unfunded_usage"."paid_units" >= 0);--> statement-breakpoint
UPDATE "org_gates" g SET "valid_until" = now() WHERE EXISTS (SELECT FROM "org_accounts" a WHERE a."org_id" = g."org_id" AND (a."short" OR EXISTS (
  SELECT FROM "unfunded_usage" u WHERE u."org_id" = a."org_id" AND u."charged_at" IS NULL AND u."waived_at" IS NULL)));--> statement-breakpoint
UPDATE "org_accounts" a SET "short" = true, "short_since" = null, "version" = a."version" + 1 WHERE EXISTS (
  SELECT FROM "unfunded_usage" u WHERE u."org_id" = a."org_id" AND u."charged_at" IS NULL AND u."waived_at" IS NULL);