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
	"paid_at" timestamp with time zone,
	"payment_intent_id" text,
	"grant_id" text,
	"paid_by" text,
	CONSTRAINT "purchases_org_id_purchase_id_pk" PRIMARY KEY("org_id","purchase_id"),
	CONSTRAINT "purchases_once" UNIQUE("org_id","payment_intent_id"),
	CONSTRAINT "purchases_kind" CHECK ("purchases"."kind" in ('pack', 'topup')),
	CONSTRAINT "purchases_paid_whole" CHECK (num_nonnulls("purchases"."paid_at", "purchases"."payment_intent_id", "purchases"."grant_id", "purchases"."paid_by") in (0, 4))
);
--> statement-breakpoint
ALTER TABLE "checkouts" DROP CONSTRAINT "checkouts_kind";--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "subject" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_one_credit_open" ON "checkouts" USING btree ("org_id","subject") WHERE status = 'open' and kind = 'credit';--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_kind" CHECK (case "checkouts"."kind" when 'invoice' then "checkouts"."invoice_id" is not null and "checkouts"."amount" is not null
          and "checkouts"."currency" is not null when 'card' then "checkouts"."invoice_id" is null when 'credit' then "checkouts"."subject" <> ''
          and "checkouts"."amount" is not null and "checkouts"."currency" is not null else false end);