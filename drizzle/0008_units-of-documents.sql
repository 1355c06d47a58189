ALTER TABLE "org_funding" ADD COLUMN "pages_per_unit" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "org_funding" ADD COLUMN "bytes_per_unit" bigint DEFAULT 1048576 NOT NULL;--> statement-breakpoint
ALTER TABLE "org_funding" ADD COLUMN "minimum_units" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "org_funding" ADD CONSTRAINT "org_funding_units" CHECK ("org_funding"."pages_per_unit" > 0 and "org_funding"."bytes_per_unit" > 0 and "org_funding"."minimum_units" between 0 and 1000000);