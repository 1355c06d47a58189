ALTER TABLE "unfunded_usage" ADD COLUMN "waived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "waived_by" text;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD COLUMN "waived_reason" text;--> statement-breakpoint
ALTER TABLE "org_accounts" ADD COLUMN "short_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "unfunded_usage" ADD CONSTRAINT "unfunded_usage_waived_whole" CHECK (num_nonnulls("unfunded_usage"."waived_at", "unfunded_usage"."waived_by", "unfunded_usage"."waived_reason") in (0, 3)
          and ("unfunded_usage"."waived_at" is null or "unfunded_usage"."charged_at" is null));