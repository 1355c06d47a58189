CREATE TABLE "customer_balances" (
	"org_id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"balance" numeric(20, 2) NOT NULL,
	"currency" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscription_payments" (
	"org_id" text NOT NULL,
	"stripe_invoice_id" text NOT NULL,
	"subscription_id" text NOT NULL,
	"payment_intent_id" text DEFAULT '' NOT NULL,
	"amount" numeric(20, 2) NOT NULL,
	"total" numeric(20, 2) NOT NULL,
	"tax" numeric(20, 2) NOT NULL,
	"currency" text NOT NULL,
	"paid_at" timestamp with time zone NOT NULL,
	"period_started_at" timestamp with time zone NOT NULL,
	"period_ends_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "subscription_payments_org_id_stripe_invoice_id_pk" PRIMARY KEY("org_id","stripe_invoice_id")
);
--> statement-breakpoint
ALTER TABLE "payment_returns" ALTER COLUMN "invoice_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_returns" ADD COLUMN "stripe_invoice_id" text;--> statement-breakpoint
ALTER TABLE "payment_returns" ADD COLUMN "status_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "status_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "subscription_payments_by_time" ON "subscription_payments" USING btree ("paid_at");--> statement-breakpoint
ALTER TABLE "payment_returns" ADD CONSTRAINT "payment_returns_of_subscription" FOREIGN KEY ("org_id","stripe_invoice_id") REFERENCES "public"."subscription_payments"("org_id","stripe_invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_returns" ADD CONSTRAINT "payment_returns_of_one" CHECK (num_nonnulls("payment_returns"."invoice_id", "payment_returns"."stripe_invoice_id") = 1);