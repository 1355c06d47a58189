CREATE TABLE "invoice_charges" (
	"org_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"fixed_at" timestamp with time zone,
	"amount" numeric(20, 2),
	"currency" text NOT NULL,
	"customer_id" text DEFAULT '' NOT NULL,
	"method_id" text DEFAULT '' NOT NULL,
	"card_brand" text DEFAULT '' NOT NULL,
	"card_last4" text DEFAULT '' NOT NULL,
	"payment_intent_id" text,
	"settled_at" timestamp with time zone,
	"outcome" text,
	"failure" text DEFAULT '' NOT NULL,
	CONSTRAINT "invoice_charges_org_id_invoice_id_pk" PRIMARY KEY("org_id","invoice_id"),
	CONSTRAINT "invoice_charges_outcome" CHECK ("invoice_charges"."outcome" in ('paid', 'failed', 'not_needed')),
	CONSTRAINT "invoice_charges_settled_whole" CHECK (num_nonnulls("invoice_charges"."settled_at", "invoice_charges"."outcome") in (0, 2))
);
--> statement-breakpoint
ALTER TABLE "invoice_charges" ADD CONSTRAINT "invoice_charges_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_charges_open" ON "invoice_charges" USING btree ("begun_at") WHERE settled_at is null;