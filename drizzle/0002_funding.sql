CREATE TABLE "credit_grants" (
	"org_id" text NOT NULL,
	"grant_id" text NOT NULL,
	"origin" text NOT NULL,
	"asset" text NOT NULL,
	"priority" integer NOT NULL,
	"expires_at" timestamp with time zone,
	"granted_at" timestamp with time zone NOT NULL,
	"sequence" bigint NOT NULL,
	"granted" numeric(38, 12) NOT NULL,
	"remaining" numeric(38, 12) NOT NULL,
	"held" numeric(38, 12) NOT NULL,
	"used" numeric(38, 12) NOT NULL,
	"expired" numeric(38, 12) NOT NULL,
	"refunded" numeric(38, 12) NOT NULL,
	CONSTRAINT "credit_grants_org_id_grant_id_pk" PRIMARY KEY("org_id","grant_id"),
	CONSTRAINT "credit_grants_origin" CHECK ("credit_grants"."origin" in ('free', 'signup', 'topup', 'pack', 'recharge', 'admin')),
	CONSTRAINT "credit_grants_not_negative" CHECK ("credit_grants"."granted" > 0 and "credit_grants"."remaining" >= 0 and "credit_grants"."held" >= 0 and "credit_grants"."used" >= 0 and "credit_grants"."expired" >= 0
          and "credit_grants"."refunded" >= 0),
	CONSTRAINT "credit_grants_add_up" CHECK ("credit_grants"."granted" = "credit_grants"."remaining" + "credit_grants"."held" + "credit_grants"."used" + "credit_grants"."expired" + "credit_grants"."refunded")
);
--> statement-breakpoint
CREATE TABLE "free_credit_months" (
	"org_id" text NOT NULL,
	"month_on" date NOT NULL,
	"spend" numeric(38, 12) NOT NULL,
	"usage_hours" numeric(38, 12) NOT NULL,
	"credits_applied" numeric(38, 12) NOT NULL,
	"billable_spend" numeric(38, 12) NOT NULL,
	"status" text NOT NULL,
	"reconciled_at" timestamp with time zone NOT NULL,
	CONSTRAINT "free_credit_months_org_id_month_on_pk" PRIMARY KEY("org_id","month_on"),
	CONSTRAINT "free_credit_months_add_up" CHECK ("free_credit_months"."spend" = "free_credit_months"."credits_applied" + "free_credit_months"."billable_spend"),
	CONSTRAINT "free_credit_months_status" CHECK ("free_credit_months"."status" in ('open', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "org_billers" (
	"org_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"biller" text NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "org_billers_org_id_sequence_pk" PRIMARY KEY("org_id","sequence"),
	CONSTRAINT "org_billers_biller" CHECK ("org_billers"."biller" in ('invoice', 'free_credit', 'prepaid', 'plan_quota', 'linked'))
);
--> statement-breakpoint
CREATE TABLE "org_funding" (
	"org_id" text PRIMARY KEY NOT NULL,
	"free_credit" boolean DEFAULT true NOT NULL,
	"subscribed" boolean DEFAULT false NOT NULL,
	"spend_cap" numeric(38, 12),
	"max_disk_mb" integer DEFAULT 20480 NOT NULL,
	"tier" text DEFAULT 'base' NOT NULL,
	"concurrency" integer,
	"cell" text,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "org_funding_cap" CHECK ("org_funding"."spend_cap" >= 0),
	CONSTRAINT "org_funding_disk" CHECK ("org_funding"."max_disk_mb" > 0),
	CONSTRAINT "org_funding_tier" CHECK ("org_funding"."tier" in ('base', 'pro', 'pro_plus', 'pro_plus_plus', 'custom')),
	CONSTRAINT "org_funding_concurrency" CHECK (("org_funding"."concurrency" is null) = ("org_funding"."tier" <> 'custom') and "org_funding"."concurrency" >= 0)
);
--> statement-breakpoint
CREATE TABLE "org_gates" (
	"org_id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"biller" text NOT NULL,
	"halted" boolean NOT NULL,
	"reason" text NOT NULL,
	"currency" text NOT NULL,
	"remaining" numeric(38, 12),
	"held" numeric(38, 12) NOT NULL,
	"unit" text NOT NULL,
	"units_remaining" numeric(38, 12) NOT NULL,
	"units_held" numeric(38, 12) NOT NULL,
	"max_disk_mb" integer NOT NULL,
	"max_memory_mb" integer,
	"max_vcpus" integer,
	"concurrency" integer NOT NULL,
	"cell" text,
	"generation" bigint NOT NULL,
	"valid_until" timestamp with time zone NOT NULL,
	"projected_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"org_id" text NOT NULL,
	"reservation_id" text NOT NULL,
	"input_hash" "bytea" NOT NULL,
	"meter" text NOT NULL,
	"quantity" numeric(38, 12) NOT NULL,
	"amount" numeric(38, 12) NOT NULL,
	"parts" jsonb NOT NULL,
	"month_on" date NOT NULL,
	"state" text NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"settled_by" text,
	CONSTRAINT "reservations_org_id_reservation_id_pk" PRIMARY KEY("org_id","reservation_id"),
	CONSTRAINT "reservations_state" CHECK ("reservations"."state" in ('open', 'settled', 'released', 'expired')),
	CONSTRAINT "reservations_closed" CHECK (("reservations"."state" = 'open') = ("reservations"."closed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "source_totals" (
	"org_id" text NOT NULL,
	"source" text NOT NULL,
	"meter" text NOT NULL,
	"day_on" date NOT NULL,
	"quantity" numeric(38, 12) NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "source_totals_org_id_source_meter_day_on_pk" PRIMARY KEY("org_id","source","meter","day_on"),
	CONSTRAINT "source_totals_not_negative" CHECK ("source_totals"."quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "spend_months" (
	"org_id" text NOT NULL,
	"month_on" date NOT NULL,
	"spent" numeric(38, 12) NOT NULL,
	"held" numeric(38, 12) NOT NULL,
	CONSTRAINT "spend_months_org_id_month_on_pk" PRIMARY KEY("org_id","month_on"),
	CONSTRAINT "spend_months_not_negative" CHECK ("spend_months"."spent" >= 0 and "spend_months"."held" >= 0)
);
--> statement-breakpoint
CREATE TABLE "unfunded_usage" (
	"org_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" "bytea" NOT NULL,
	"event" jsonb NOT NULL,
	"amount" numeric(38, 12) NOT NULL,
	"reason" text NOT NULL,
	"attempts" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"charged_at" timestamp with time zone,
	CONSTRAINT "unfunded_usage_org_id_idempotency_key_pk" PRIMARY KEY("org_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "compute_settings" (
	"org_id" text PRIMARY KEY NOT NULL,
	"region" text NOT NULL,
	"machine_type" text NOT NULL,
	"count" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "compute_settings_count" CHECK ("compute_settings"."count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "machine_quotas" (
	"org_id" text NOT NULL,
	"region" text NOT NULL,
	"machine_type" text NOT NULL,
	"limit" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "machine_quotas_org_id_region_machine_type_pk" PRIMARY KEY("org_id","region","machine_type"),
	CONSTRAINT "machine_quotas_not_negative" CHECK ("machine_quotas"."limit" >= 0)
);
--> statement-breakpoint
CREATE TABLE "machine_types" (
	"machine_type" text PRIMARY KEY NOT NULL,
	"vcpus" integer NOT NULL,
	"memory_gb" integer NOT NULL,
	"default_limit" integer NOT NULL,
	CONSTRAINT "machine_types_positive" CHECK ("machine_types"."vcpus" > 0 and "machine_types"."memory_gb" > 0 and "machine_types"."default_limit" >= 0)
);
--> statement-breakpoint
CREATE TABLE "plan_versions" (
	"plan" text NOT NULL,
	"version" integer NOT NULL,
	"quota" numeric(38, 12) NOT NULL,
	"currency" text NOT NULL,
	"price_monthly" numeric(20, 2) NOT NULL,
	"price_annual" numeric(20, 2) NOT NULL,
	"units_base" numeric(38, 12) NOT NULL,
	"units_per_cost" numeric(38, 12) NOT NULL,
	"units_ceiling" numeric(38, 12),
	"max_memory_mb" integer NOT NULL,
	"max_vcpus" integer NOT NULL,
	"effective_from" timestamp with time zone NOT NULL,
	"effective_until" timestamp with time zone,
	"active" boolean DEFAULT true NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "plan_versions_plan_version_pk" PRIMARY KEY("plan","version"),
	CONSTRAINT "plan_versions_not_negative" CHECK ("plan_versions"."quota" >= 0 and "plan_versions"."price_monthly" >= 0 and "plan_versions"."price_annual" >= 0 and "plan_versions"."units_base" >= 0
          and "plan_versions"."units_per_cost" >= 0 and "plan_versions"."units_ceiling" >= 0 and "plan_versions"."max_memory_mb" > 0 and "plan_versions"."max_vcpus" > 0)
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"plan" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quota_notices" (
	"org_id" text NOT NULL,
	"week_id" text NOT NULL,
	"percent" integer NOT NULL,
	"crossed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "quota_notices_org_id_week_id_percent_pk" PRIMARY KEY("org_id","week_id","percent")
);
--> statement-breakpoint
CREATE TABLE "quota_week_meters" (
	"org_id" text NOT NULL,
	"week_id" text NOT NULL,
	"meter" text NOT NULL,
	"units" numeric(38, 12) NOT NULL,
	"events" bigint NOT NULL,
	CONSTRAINT "quota_week_meters_org_id_week_id_meter_pk" PRIMARY KEY("org_id","week_id","meter")
);
--> statement-breakpoint
CREATE TABLE "quota_weeks" (
	"org_id" text NOT NULL,
	"week_id" text NOT NULL,
	"week" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"plan" text NOT NULL,
	"plan_version" integer NOT NULL,
	"quota" numeric(38, 12) NOT NULL,
	"used" numeric(38, 12) NOT NULL,
	"held" numeric(38, 12) NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "quota_weeks_org_id_week_id_pk" PRIMARY KEY("org_id","week_id"),
	CONSTRAINT "quota_weeks_within" CHECK ("quota_weeks"."used" >= 0 and "quota_weeks"."held" >= 0 and "quota_weeks"."used" + "quota_weeks"."held" <= "quota_weeks"."quota")
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"org_id" text PRIMARY KEY NOT NULL,
	"plan" text NOT NULL,
	"plan_version" integer NOT NULL,
	"billed" text NOT NULL,
	"status" text NOT NULL,
	"period_started_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "subscriptions_billed" CHECK ("subscriptions"."billed" in ('monthly', 'annual')),
	CONSTRAINT "subscriptions_status" CHECK ("subscriptions"."status" in ('active', 'past_due', 'unpaid', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "cell_deliveries" (
	"delivery_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cell_deliveries_delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"message_id" text NOT NULL,
	"cell" text NOT NULL,
	"org_id" text NOT NULL,
	"command" text NOT NULL,
	"generation" bigint NOT NULL,
	"attempted_at" timestamp with time zone NOT NULL,
	"status" integer,
	"outcome" text NOT NULL,
	"error" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cells" (
	"cell" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "grant_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "asset" text NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "recorded_by" text NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_accounts" ADD COLUMN "version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_daily" ADD COLUMN "postpaid" numeric(38, 12);--> statement-breakpoint
UPDATE "usage_daily" SET "postpaid" = "amount";--> statement-breakpoint
ALTER TABLE "usage_daily" ALTER COLUMN "postpaid" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "biller" text DEFAULT 'invoice' NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "paid_by" text DEFAULT 'postpaid' NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "units" numeric(38, 12);--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "postpaid" numeric(38, 12);--> statement-breakpoint
UPDATE "usage_events" SET "postpaid" = "amount";--> statement-breakpoint
ALTER TABLE "usage_events" ALTER COLUMN "postpaid" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_events" ADD COLUMN "parts" jsonb;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "credit_grants_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_billers" ADD CONSTRAINT "org_billers_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_funding" ADD CONSTRAINT "org_funding_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_totals" ADD CONSTRAINT "source_totals_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compute_settings" ADD CONSTRAINT "compute_settings_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compute_settings" ADD CONSTRAINT "compute_settings_machine_type_machine_types_machine_type_fk" FOREIGN KEY ("machine_type") REFERENCES "public"."machine_types"("machine_type") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machine_quotas" ADD CONSTRAINT "machine_quotas_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machine_quotas" ADD CONSTRAINT "machine_quotas_machine_type_machine_types_machine_type_fk" FOREIGN KEY ("machine_type") REFERENCES "public"."machine_types"("machine_type") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_versions" ADD CONSTRAINT "plan_versions_plan_plans_plan_fk" FOREIGN KEY ("plan") REFERENCES "public"."plans"("plan") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_notices" ADD CONSTRAINT "quota_notices_org_id_week_id_quota_weeks_org_id_week_id_fk" FOREIGN KEY ("org_id","week_id") REFERENCES "public"."quota_weeks"("org_id","week_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_week_meters" ADD CONSTRAINT "quota_week_meters_org_id_week_id_quota_weeks_org_id_week_id_fk" FOREIGN KEY ("org_id","week_id") REFERENCES "public"."quota_weeks"("org_id","week_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_weeks" ADD CONSTRAINT "quota_weeks_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_plan_plan_version_plan_versions_plan_version_fk" FOREIGN KEY ("plan","plan_version") REFERENCES "public"."plan_versions"("plan","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_grants_left" ON "credit_grants" USING btree ("org_id") WHERE remaining > 0 or held > 0;--> statement-breakpoint
CREATE INDEX "credit_grants_expiring" ON "credit_grants" USING btree ("expires_at") WHERE remaining > 0;--> statement-breakpoint
CREATE INDEX "reservations_open" ON "reservations" USING btree ("expires_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "unfunded_usage_waiting" ON "unfunded_usage" USING btree ("org_id","first_at") WHERE charged_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "quota_weeks_current" ON "quota_weeks" USING btree ("org_id") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "quota_weeks_ending" ON "quota_weeks" USING btree ("ends_at") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "cell_deliveries_by_org" ON "cell_deliveries" USING btree ("org_id","delivery_id");--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_org_id_grant_id_credit_grants_org_id_grant_id_fk" FOREIGN KEY ("org_id","grant_id") REFERENCES "public"."credit_grants"("org_id","grant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_entries_by_grant" ON "ledger_entries" USING btree ("org_id","grant_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_by_sequence" ON "ledger_entries" USING btree ("org_id","sequence");--> statement-breakpoint
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_postpaid" CHECK ("usage_events"."postpaid" >= 0 and "usage_events"."postpaid" <= "usage_events"."amount");