CREATE TABLE "platform_switches" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"compute_mode" boolean NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "platform_switches_is_one" CHECK ("platform_switches"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "org_gates" ADD COLUMN "price_book" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_gates" ADD COLUMN "zone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_gates" ADD COLUMN "units_base" numeric(38, 12) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_gates" ADD COLUMN "units_per_cost" numeric(38, 12) DEFAULT '1' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_gates" ADD COLUMN "units_ceiling" numeric(38, 12);