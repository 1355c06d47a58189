CREATE TABLE "payment_reversals" (
	"org_id" text NOT NULL,
	"payment_id" text NOT NULL,
	"reason" text NOT NULL,
	"reversed_at" timestamp with time zone NOT NULL,
	"reversed_by" text NOT NULL,
	CONSTRAINT "payment_reversals_org_id_payment_id_pk" PRIMARY KEY("org_id","payment_id")
);
--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_once";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_applied_to";--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "paid_amount" numeric(20, 2) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "received_on" date;--> statement-breakpoint
UPDATE "payments" p SET "received_on" = CASE WHEN p."applied_to" = 'invoice' AND i."paid_on" IS NOT NULL THEN i."paid_on" ELSE (p."received_at" AT TIME ZONE 'Europe/Zurich')::date END FROM "invoices" i WHERE i."org_id" = p."org_id" AND i."invoice_id" = p."invoice_id";--> statement-breakpoint
INSERT INTO "payments" ("org_id", "payment_id", "invoice_id", "via", "reference", "amount", "currency", "applied_to", "received_at", "received_on", "recorded_by") SELECT i."org_id", 'pay_of_' || i."invoice_id", i."invoice_id", i."paid_via", i."paid_reference", i."total", i."currency", 'invoice', i."paid_at", i."paid_on", 'system:migration' FROM "invoices" i WHERE i."paid_at" IS NOT NULL AND NOT EXISTS (SELECT FROM "payments" p WHERE p."org_id" = i."org_id" AND p."invoice_id" = i."invoice_id" AND p."applied_to" = 'invoice');--> statement-breakpoint
ALTER TABLE "payments" ALTER COLUMN "received_on" SET NOT NULL;--> statement-breakpoint
UPDATE "invoices" i SET "paid_amount" = p."paid" FROM (SELECT "org_id", "invoice_id", "currency", sum("amount") AS "paid" FROM "payments" GROUP BY 1, 2, 3) p WHERE p."org_id" = i."org_id" AND p."invoice_id" = i."invoice_id" AND p."currency" = i."currency";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "round" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_reversals" ADD CONSTRAINT "payment_reversals_org_id_payment_id_payments_org_id_payment_id_fk" FOREIGN KEY ("org_id","payment_id") REFERENCES "public"."payments"("org_id","payment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_once" UNIQUE("org_id","invoice_id","via","reference","amount","received_on","round");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_applied_to" CHECK ("payments"."applied_to" in ('invoice', 'surplus', 'return'));