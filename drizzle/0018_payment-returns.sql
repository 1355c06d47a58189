CREATE TABLE "payment_returns" (
	"org_id" text NOT NULL,
	"return_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"amount" numeric(20, 2) NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_returns_org_id_return_id_pk" PRIMARY KEY("org_id","return_id"),
	CONSTRAINT "payment_returns_kind" CHECK ("payment_returns"."kind" in ('refund', 'dispute'))
);
--> statement-breakpoint
ALTER TABLE "payment_returns" ADD CONSTRAINT "payment_returns_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_returns_of_invoice" ON "payment_returns" USING btree ("org_id","invoice_id");