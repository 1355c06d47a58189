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
CREATE TABLE "disputes" (
	"org_id" text NOT NULL,
	"dispute_id" text NOT NULL,
	"purchase_id" text NOT NULL,
	"amount" numeric(20, 2) NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"taken" numeric(38, 12) NOT NULL,
	"returned" numeric(38, 12) NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "disputes_org_id_dispute_id_pk" PRIMARY KEY("org_id","dispute_id")
);
--> statement-breakpoint
CREATE TABLE "pack_versions" (
	"pack" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"price" numeric(20, 2) NOT NULL,
	"credit" numeric(38, 12) NOT NULL,
	"expires_after_days" integer,
	"active" boolean NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "pack_versions_pack_version_pk" PRIMARY KEY("pack","version"),
	CONSTRAINT "pack_versions_above_zero" CHECK ("pack_versions"."price" > 0 and "pack_versions"."credit" > 0 and "pack_versions"."expires_after_days" > 0)
);
--> statement-breakpoint
CREATE TABLE "purchases" (
	"org_id" text NOT NULL,
	"purchase_id" text NOT NULL,
	"kind" text NOT NULL,
	"pack" text,
	"pack_version" integer,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"price" numeric(20, 2) NOT NULL,
	"credit" numeric(38, 12) NOT NULL,
	"expires_after_days" integer,
	"begun_at" timestamp with time zone NOT NULL,
	"begun_by" text NOT NULL,
	"payment_intent_id" text,
	"paid_at" timestamp with time zone,
	"grant_id" text,
	"paid_by" text,
	"failed_at" timestamp with time zone,
	"failure" text DEFAULT '' NOT NULL,
	CONSTRAINT "purchases_org_id_purchase_id_pk" PRIMARY KEY("org_id","purchase_id"),
	CONSTRAINT "purchases_once" UNIQUE("org_id","payment_intent_id"),
	CONSTRAINT "purchases_kind" CHECK ("purchases"."kind" in ('pack', 'topup', 'recharge')),
	CONSTRAINT "purchases_paid_whole" CHECK (num_nonnulls("purchases"."paid_at", "purchases"."grant_id", "purchases"."paid_by") in (0, 3)
          and ("purchases"."paid_at" is null or "purchases"."payment_intent_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "recharge_settings" (
	"org_id" text PRIMARY KEY NOT NULL,
	"enabled" boolean NOT NULL,
	"currency" text NOT NULL,
	"threshold" numeric(20, 2) NOT NULL,
	"amount" numeric(20, 2) NOT NULL,
	"monthly_cap" numeric(20, 2),
	"last_failure" text DEFAULT '' NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "recharge_settings_amounts" CHECK ("recharge_settings"."threshold" >= 0 and "recharge_settings"."amount" > 0 and ("recharge_settings"."monthly_cap" is null or "recharge_settings"."monthly_cap" >= 0))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"org_id" text NOT NULL,
	"refund_id" text NOT NULL,
	"purchase_id" text NOT NULL,
	"amount" numeric(20, 2) NOT NULL,
	"share" numeric(38, 12) NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"stripe_refund_id" text,
	"failure" text DEFAULT '' NOT NULL,
	"taken" numeric(38, 12),
	"requested_at" timestamp with time zone NOT NULL,
	"requested_by" text NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "refunds_org_id_refund_id_pk" PRIMARY KEY("org_id","refund_id"),
	CONSTRAINT "refunds_status" CHECK ("refunds"."status" in ('requested', 'pending', 'succeeded', 'failed')),
	CONSTRAINT "refunds_amounts" CHECK ("refunds"."amount" > 0 and "refunds"."share" >= 0 and "refunds"."taken" between 0 and "refunds"."share")
);
--> statement-breakpoint
ALTER TABLE "checkouts" ALTER COLUMN "invoice_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ALTER COLUMN "amount" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ALTER COLUMN "currency" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "org_payment_methods" ADD COLUMN "default_method" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_payment_methods" ADD COLUMN "billing_email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_payment_methods" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "kind" text DEFAULT 'invoice' NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "subject" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "org_cards" ADD CONSTRAINT "org_cards_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_org_id_purchase_id_purchases_org_id_purchase_id_fk" FOREIGN KEY ("org_id","purchase_id") REFERENCES "public"."purchases"("org_id","purchase_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_org_id_purchase_id_purchases_org_id_purchase_id_fk" FOREIGN KEY ("org_id","purchase_id") REFERENCES "public"."purchases"("org_id","purchase_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disputes_of_purchase" ON "disputes" USING btree ("org_id","purchase_id");--> statement-breakpoint
CREATE UNIQUE INDEX "purchases_one_recharge" ON "purchases" USING btree ("org_id") WHERE kind = 'recharge' and paid_at is null and failed_at is null;--> statement-breakpoint
CREATE INDEX "refunds_of_purchase" ON "refunds" USING btree ("org_id","purchase_id");--> statement-breakpoint
CREATE INDEX "refunds_requested" ON "refunds" USING btree ("requested_at") WHERE status = 'requested';--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_one_credit_open" ON "checkouts" USING btree ("org_id","subject") WHERE status = 'open' and kind = 'credit';--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_one_card_open" ON "checkouts" USING btree ("org_id") WHERE status = 'open' and kind = 'card';--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_kind" CHECK (case "checkouts"."kind" when 'invoice' then "checkouts"."invoice_id" is not null and "checkouts"."amount" is not null
          and "checkouts"."currency" is not null when 'card' then "checkouts"."invoice_id" is null when 'credit' then "checkouts"."subject" <> ''
          and "checkouts"."amount" is not null and "checkouts"."currency" is not null else false end);