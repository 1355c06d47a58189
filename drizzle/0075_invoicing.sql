CREATE TABLE "held_invoices" (
	"org_id" text NOT NULL,
	"month_on" date NOT NULL,
	"reason" text NOT NULL,
	"sentence" text NOT NULL,
	"currency" text NOT NULL,
	"total" numeric(20, 2) NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone,
	"released_by" text DEFAULT '' NOT NULL,
	CONSTRAINT "held_invoices_org_id_month_on_pk" PRIMARY KEY("org_id","month_on")
);
--> statement-breakpoint
CREATE TABLE "invoicing_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"auto_invoice" boolean DEFAULT false NOT NULL,
	"reminders" boolean DEFAULT false NOT NULL,
	"most_times" numeric(6, 2) DEFAULT '3.00' NOT NULL,
	"reminder_days" integer[] DEFAULT '{10,20,30}' NOT NULL,
	"reminder_fees" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invoicing_settings_is_one" CHECK ("invoicing_settings"."id" = 1),
	CONSTRAINT "invoicing_settings_times" CHECK ("invoicing_settings"."most_times" >= 1),
	CONSTRAINT "invoicing_settings_days" CHECK (array_length("invoicing_settings"."reminder_days", 1) = 3)
);
--> statement-breakpoint
CREATE TABLE "org_invoicing" (
	"org_id" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"auto_invoice" boolean NOT NULL,
	"from_on" date NOT NULL,
	"next_on" date NOT NULL,
	"reminders" boolean NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "org_invoicing_month_starts" CHECK (extract(day from "org_invoicing"."next_on") = 1)
);
--> statement-breakpoint
CREATE TABLE "reminder_pauses" (
	"org_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"until_on" date NOT NULL,
	"note" text NOT NULL,
	"paused_at" timestamp with time zone NOT NULL,
	"paused_by" text NOT NULL,
	CONSTRAINT "reminder_pauses_org_id_invoice_id_pk" PRIMARY KEY("org_id","invoice_id")
);
--> statement-breakpoint
ALTER TABLE "invoice_reminders" ADD COLUMN "sent_on" date NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_reminders" ADD COLUMN "snapshot" text NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_reminders" ADD COLUMN "sent_by" text NOT NULL;--> statement-breakpoint
ALTER TABLE "held_invoices" ADD CONSTRAINT "held_invoices_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_invoicing" ADD CONSTRAINT "org_invoicing_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder_pauses" ADD CONSTRAINT "reminder_pauses_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "held_invoices_open" ON "held_invoices" USING btree ("held_at") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "org_invoicing_next" ON "org_invoicing" USING btree ("next_on") WHERE auto_invoice;--> statement-breakpoint
CREATE INDEX "invoice_lines_meters" ON "invoice_lines" USING btree ("subject") WHERE kind = 'usage';--> statement-breakpoint
CREATE INDEX "invoice_lines_skills" ON "invoice_lines" USING btree ("detail") WHERE kind = 'skill';--> statement-breakpoint
CREATE INDEX "invoices_overdue" ON "invoices" USING btree ("due_on") WHERE paid_at is null;