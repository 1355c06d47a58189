ALTER TABLE "payments" DROP CONSTRAINT "payments_applied_to";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "counterpart_id" text;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_org_id_counterpart_id_payments_org_id_payment_id_fk" FOREIGN KEY ("org_id","counterpart_id") REFERENCES "public"."payments"("org_id","payment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_counterpart" CHECK (("payments"."via" = 'surplus') = ("payments"."counterpart_id" is not null));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_applied_to" CHECK ("payments"."applied_to" in ('invoice', 'surplus', 'return', 'other_invoice'));