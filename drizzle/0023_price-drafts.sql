CREATE TABLE "price_drafts" (
	"price_book" text PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"base_version" integer NOT NULL,
	"effective_on" date NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"prices" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	"what_if" text DEFAULT '' NOT NULL,
	"what_if_at" timestamp with time zone,
	CONSTRAINT "price_drafts_currency" CHECK ("price_drafts"."currency" in ('CHF', 'EUR', 'USD')),
	CONSTRAINT "price_drafts_state" CHECK ("price_drafts"."state" in ('open', 'published', 'discarded')),
	CONSTRAINT "price_drafts_versions" CHECK ("price_drafts"."version" > 0 and "price_drafts"."base_version" >= 0)
);
