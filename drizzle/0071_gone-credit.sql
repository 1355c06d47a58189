CREATE TABLE "gone_credit" (
	"org_id" text NOT NULL,
	"return_id" text NOT NULL,
	"grant_id" text NOT NULL,
	"share" numeric(38, 12) NOT NULL,
	"gone_at" timestamp with time zone NOT NULL,
	"sequence" bigint NOT NULL,
	"round" integer NOT NULL,
	"returned_at" timestamp with time zone,
	"taken" numeric(38, 12),
	"returned" numeric(38, 12),
	CONSTRAINT "gone_credit_org_id_return_id_pk" PRIMARY KEY("org_id","return_id"),
	CONSTRAINT "gone_credit_amounts" CHECK ("gone_credit"."share" >= 0 and "gone_credit"."taken" >= 0 and "gone_credit"."returned" >= 0),
	CONSTRAINT "gone_credit_whole" CHECK (num_nonnulls("gone_credit"."returned_at", "gone_credit"."taken", "gone_credit"."returned") in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "credit_grants" ADD COLUMN "returned_of" text;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD COLUMN "to_withhold" numeric(38, 12) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "gone_credit" ADD CONSTRAINT "gone_credit_org_id_grant_id_credit_grants_org_id_grant_id_fk" FOREIGN KEY ("org_id","grant_id") REFERENCES "public"."credit_grants"("org_id","grant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gone_credit_of_grant" ON "gone_credit" USING btree ("org_id","grant_id");--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "credit_grants_to_withhold" CHECK ("credit_grants"."to_withhold" >= 0);