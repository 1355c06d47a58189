CREATE TABLE "stripe_subscriptions" (
	"org_id" text NOT NULL,
	"subscription_id" text NOT NULL,
	"product" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"billed" text NOT NULL,
	"currency" text NOT NULL,
	"price" numeric(20, 2) NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"period_started_at" timestamp with time zone NOT NULL,
	"period_ends_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"past_due_since" timestamp with time zone,
	"entitled" boolean NOT NULL,
	"reading" integer NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stripe_subscriptions_org_id_subscription_id_pk" PRIMARY KEY("org_id","subscription_id"),
	CONSTRAINT "stripe_subscriptions_product" CHECK ("stripe_subscriptions"."product" in ('plan', 'tier')),
	CONSTRAINT "stripe_subscriptions_billed" CHECK ("stripe_subscriptions"."billed" in ('monthly', 'annual'))
);
--> statement-breakpoint
CREATE TABLE "tier_versions" (
	"tier" text NOT NULL,
	"version" integer NOT NULL,
	"currency" text NOT NULL,
	"price_monthly" numeric(20, 2) NOT NULL,
	"price_annual" numeric(20, 2) NOT NULL,
	"active" boolean NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "tier_versions_tier_currency_version_pk" PRIMARY KEY("tier","currency","version"),
	CONSTRAINT "tier_versions_tier" CHECK ("tier_versions"."tier" in ('pro', 'pro_plus', 'pro_plus_plus')),
	CONSTRAINT "tier_versions_above_zero" CHECK ("tier_versions"."price_monthly" > 0 and "tier_versions"."price_annual" > 0)
);
--> statement-breakpoint
ALTER TABLE "checkouts" DROP CONSTRAINT "checkouts_kind";--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "choice" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "tax" numeric(20, 2) DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "stripe_subscriptions_past_due" ON "stripe_subscriptions" USING btree ("past_due_since") WHERE entitled and past_due_since is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_one_subscription_open" ON "checkouts" USING btree ("org_id","subject") WHERE status = 'open' and kind = 'subscription';--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_kind" CHECK (case "checkouts"."kind" when 'invoice' then "checkouts"."invoice_id" is not null and "checkouts"."amount" is not null
          and "checkouts"."currency" is not null when 'card' then "checkouts"."invoice_id" is null when 'credit' then "checkouts"."subject" <> ''
          and "checkouts"."amount" is not null and "checkouts"."currency" is not null when 'subscription' then "checkouts"."subject" <> ''
          and "checkouts"."choice" <> '' else false end);