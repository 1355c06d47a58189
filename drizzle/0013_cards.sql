CREATE TABLE "org_cards" (
	"org_id" text NOT NULL,
	"method_id" text NOT NULL,
	"brand" text NOT NULL,
	"last4" text NOT NULL,
	"exp_month" integer NOT NULL,
	"exp_year" integer NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "org_cards_org_id_method_id_pk" PRIMARY KEY("org_id","method_id")
);
--> statement-breakpoint
ALTER TABLE "checkouts" ALTER COLUMN "invoice_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ALTER COLUMN "amount" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ALTER COLUMN "currency" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "org_payment_methods" ADD COLUMN "default_method" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_payment_methods" ADD COLUMN "billing_email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_payment_methods" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "kind" text DEFAULT 'invoice' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_cards" ADD CONSTRAINT "org_cards_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_one_card_open" ON "checkouts" USING btree ("org_id") WHERE status = 'open' and kind = 'card';--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_kind" CHECK (case "checkouts"."kind" when 'invoice' then "checkouts"."invoice_id" is not null and "checkouts"."amount" is not null
          and "checkouts"."currency" is not null when 'card' then "checkouts"."invoice_id" is null else false end);