CREATE TABLE "replaced_documents" (
	"org_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"kind" text NOT NULL,
	"replaced_at" timestamp with time zone NOT NULL,
	"content" "bytea" NOT NULL,
	"sha256" text NOT NULL,
	"rendered_at" timestamp with time zone NOT NULL,
	"difference" text NOT NULL,
	"replacement_sha256" text NOT NULL,
	CONSTRAINT "replaced_documents_org_id_invoice_id_kind_replaced_at_pk" PRIMARY KEY("org_id","invoice_id","kind","replaced_at")
);
--> statement-breakpoint
ALTER TABLE "replaced_documents" ADD CONSTRAINT "replaced_documents_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;