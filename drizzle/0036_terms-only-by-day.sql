ALTER TABLE "org_billing_config" DROP CONSTRAINT "org_billing_config_terms";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP CONSTRAINT "org_billing_config_treatment";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP CONSTRAINT "org_billing_config_pay_by";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP CONSTRAINT "org_billing_config_price_book_price_books_price_book_fk";
--> statement-breakpoint
ALTER TABLE "org_billing_config" ALTER COLUMN "currency" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "legal_name";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "street";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "building_number";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "postal_code";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "town";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "country";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "vat_number";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "price_book";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "treatment";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "pay_by";--> statement-breakpoint
ALTER TABLE "org_billing_config" DROP COLUMN "terms_days";--> statement-breakpoint
ALTER TABLE "org_billing_config" ADD CONSTRAINT "org_billing_config_currency" CHECK ("org_billing_config"."currency" in ('CHF', 'EUR', 'USD'));