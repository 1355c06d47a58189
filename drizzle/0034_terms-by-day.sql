CREATE TABLE "org_terms" (
	"org_id" text NOT NULL,
	"effective_on" date NOT NULL,
	"version" integer NOT NULL,
	"legal_name" text NOT NULL,
	"street" text NOT NULL,
	"building_number" text NOT NULL,
	"postal_code" text NOT NULL,
	"town" text NOT NULL,
	"country" text NOT NULL,
	"vat_number" text NOT NULL,
	"price_book" text NOT NULL,
	"treatment" text NOT NULL,
	"exemption" text DEFAULT '' NOT NULL,
	"pay_by" text NOT NULL,
	"terms_days" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "org_terms_org_id_effective_on_version_pk" PRIMARY KEY("org_id","effective_on","version"),
	CONSTRAINT "org_terms_days" CHECK ("org_terms"."terms_days" between 0 and 365),
	CONSTRAINT "org_terms_treatment" CHECK ("org_terms"."treatment" in ('domestic', 'export', 'reverse_charge', 'exempt')),
	CONSTRAINT "org_terms_pay_by" CHECK ("org_terms"."pay_by" in ('card', 'invoice'))
);
--> statement-breakpoint
ALTER TABLE "org_billing_config" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "org_terms" ADD CONSTRAINT "org_terms_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_terms" ADD CONSTRAINT "org_terms_price_book_price_books_price_book_fk" FOREIGN KEY ("price_book") REFERENCES "public"."price_books"("price_book") ON DELETE no action ON UPDATE no action;