CREATE TABLE "invoice_documents" (
	"org_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"kind" text NOT NULL,
	"content" "bytea" NOT NULL,
	"sha256" text NOT NULL,
	"rendered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invoice_documents_org_id_invoice_id_kind_pk" PRIMARY KEY("org_id","invoice_id","kind")
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"org_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"detail" text NOT NULL,
	"quantity" numeric(38, 12) NOT NULL,
	"unit" text NOT NULL,
	"unit_price" numeric(38, 12) NOT NULL,
	"amount" numeric(20, 2) NOT NULL,
	"tax_rate" numeric(5, 2) NOT NULL,
	"explain" jsonb NOT NULL,
	CONSTRAINT "invoice_lines_org_id_invoice_id_position_pk" PRIMARY KEY("org_id","invoice_id","position")
);
--> statement-breakpoint
CREATE TABLE "invoice_number_counters" (
	"series" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "invoice_number_counters_series_year_pk" PRIMARY KEY("series","year")
);
--> statement-breakpoint
CREATE TABLE "invoice_reminders" (
	"org_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"level" integer NOT NULL,
	"fee" numeric(20, 2) NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invoice_reminders_org_id_invoice_id_level_pk" PRIMARY KEY("org_id","invoice_id","level"),
	CONSTRAINT "invoice_reminders_level" CHECK ("invoice_reminders"."level" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"org_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"series" text NOT NULL,
	"number" text NOT NULL,
	"month_on" date NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"issued_on" date NOT NULL,
	"due_on" date NOT NULL,
	"issued_by" text NOT NULL,
	"pay_by" text NOT NULL,
	"currency" text NOT NULL,
	"net" numeric(20, 2) NOT NULL,
	"tax" numeric(20, 2) NOT NULL,
	"total" numeric(20, 2) NOT NULL,
	"sequence" bigint NOT NULL,
	"snapshot" text NOT NULL,
	"snapshot_sha256" text NOT NULL,
	"paid_at" timestamp with time zone,
	"paid_on" date,
	"paid_via" text,
	"paid_reference" text,
	CONSTRAINT "invoices_org_id_invoice_id_pk" PRIMARY KEY("org_id","invoice_id"),
	CONSTRAINT "invoices_one_per_month" UNIQUE("org_id","series","month_on"),
	CONSTRAINT "invoices_number" UNIQUE("org_id","number"),
	CONSTRAINT "invoices_total_is_net_and_tax" CHECK ("invoices"."total" = "invoices"."net" + "invoices"."tax"),
	CONSTRAINT "invoices_month_starts" CHECK (extract(day from "invoices"."month_on") = 1),
	CONSTRAINT "invoices_paid_whole" CHECK (num_nulls("invoices"."paid_at", "invoices"."paid_on", "invoices"."paid_via", "invoices"."paid_reference") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "issued_numbers" (
	"series" text NOT NULL,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"org_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	CONSTRAINT "issued_numbers_series_year_number_pk" PRIMARY KEY("series","year","number")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"org_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"currency" text NOT NULL,
	"amount" numeric(38, 12) NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"sequence" bigint NOT NULL,
	CONSTRAINT "ledger_entries_org_id_entry_id_pk" PRIMARY KEY("org_id","entry_id"),
	CONSTRAINT "ledger_entries_once" UNIQUE("org_id","kind","reference"),
	CONSTRAINT "ledger_entries_kind" CHECK ("ledger_entries"."kind" in ('grant', 'topup', 'debit', 'refund', 'expiration', 'adjustment')),
	CONSTRAINT "ledger_entries_sign" CHECK (case when "ledger_entries"."kind" in ('grant', 'topup') then "ledger_entries"."amount" > 0
               when "ledger_entries"."kind" in ('debit', 'expiration') then "ledger_entries"."amount" < 0
               else "ledger_entries"."amount" <> 0 end)
);
--> statement-breakpoint
CREATE TABLE "members" (
	"org_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "members_org_id_user_id_pk" PRIMARY KEY("org_id","user_id"),
	CONSTRAINT "members_role" CHECK ("members"."role" in ('owner', 'billing', 'member'))
);
--> statement-breakpoint
CREATE TABLE "org_accounts" (
	"org_id" text PRIMARY KEY NOT NULL,
	"sequence" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "org_billing_config" (
	"org_id" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"legal_name" text DEFAULT '' NOT NULL,
	"street" text DEFAULT '' NOT NULL,
	"building_number" text DEFAULT '' NOT NULL,
	"postal_code" text DEFAULT '' NOT NULL,
	"town" text DEFAULT '' NOT NULL,
	"country" text DEFAULT 'CH' NOT NULL,
	"vat_number" text DEFAULT '' NOT NULL,
	"billing_email" text DEFAULT '' NOT NULL,
	"language" text NOT NULL,
	"zone" text NOT NULL,
	"price_book" text NOT NULL,
	"treatment" text NOT NULL,
	"pay_by" text NOT NULL,
	"terms_days" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "org_billing_config_terms" CHECK ("org_billing_config"."terms_days" between 0 and 365),
	CONSTRAINT "org_billing_config_treatment" CHECK ("org_billing_config"."treatment" in ('domestic', 'export', 'reverse_charge', 'exempt')),
	CONSTRAINT "org_billing_config_pay_by" CHECK ("org_billing_config"."pay_by" in ('card', 'invoice'))
);
--> statement-breakpoint
CREATE TABLE "org_payment_methods" (
	"org_id" text PRIMARY KEY NOT NULL,
	"stripe_customer_id" text NOT NULL,
	"card_brand" text DEFAULT '' NOT NULL,
	"card_last4" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orgs" (
	"org_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "orgs_id_is_a_slug" CHECK ("orgs"."org_id" ~ '^[a-z0-9][a-z0-9-]{0,62}$')
);
--> statement-breakpoint
CREATE TABLE "checkouts" (
	"org_id" text NOT NULL,
	"checkout_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"amount" numeric(20, 2) NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"session_id" text,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "checkouts_org_id_checkout_id_pk" PRIMARY KEY("org_id","checkout_id"),
	CONSTRAINT "checkouts_status" CHECK ("checkouts"."status" in ('open', 'paid', 'ended'))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"org_id" text NOT NULL,
	"payment_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"via" text NOT NULL,
	"reference" text NOT NULL,
	"amount" numeric(20, 2) NOT NULL,
	"currency" text NOT NULL,
	"applied_to" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "payments_org_id_payment_id_pk" PRIMARY KEY("org_id","payment_id"),
	CONSTRAINT "payments_once" UNIQUE("org_id","invoice_id","via","reference"),
	CONSTRAINT "payments_applied_to" CHECK ("payments"."applied_to" in ('invoice', 'surplus'))
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"key_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_sha256" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"org_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_secret_sha256_unique" UNIQUE("secret_sha256")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_head_is_one" CHECK ("audit_head"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"org_id" text NOT NULL,
	"subject" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_log_entry_id_unique" UNIQUE("entry_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"outbox_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"org_id" text NOT NULL,
	"reference" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "seller" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"street" text NOT NULL,
	"building_number" text NOT NULL,
	"postal_code" text NOT NULL,
	"town" text NOT NULL,
	"country" text NOT NULL,
	"vat_number" text NOT NULL,
	"email" text NOT NULL,
	"iban" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "seller_is_one" CHECK ("seller"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"event_id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"state" text NOT NULL,
	"sentence" text NOT NULL,
	"payload" jsonb NOT NULL,
	"attempts" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "stripe_events_state" CHECK ("stripe_events"."state" in ('done', 'ignored', 'failing'))
);
--> statement-breakpoint
CREATE TABLE "meter_pricing" (
	"price_book" text NOT NULL,
	"version" integer NOT NULL,
	"meter" text NOT NULL,
	"unit" text NOT NULL,
	"price_per_unit" numeric(38, 12) NOT NULL,
	CONSTRAINT "meter_pricing_price_book_version_meter_pk" PRIMARY KEY("price_book","version","meter"),
	CONSTRAINT "meter_pricing_not_negative" CHECK ("meter_pricing"."price_per_unit" >= 0)
);
--> statement-breakpoint
CREATE TABLE "platform_pricing" (
	"price_book" text NOT NULL,
	"version" integer NOT NULL,
	"monthly_fee" numeric(20, 2) NOT NULL,
	"setup_fee" numeric(20, 2) NOT NULL,
	CONSTRAINT "platform_pricing_price_book_version_pk" PRIMARY KEY("price_book","version"),
	CONSTRAINT "platform_pricing_not_negative" CHECK ("platform_pricing"."monthly_fee" >= 0 and "platform_pricing"."setup_fee" >= 0)
);
--> statement-breakpoint
CREATE TABLE "price_book_versions" (
	"price_book" text NOT NULL,
	"version" integer NOT NULL,
	"effective_on" date NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "price_book_versions_price_book_version_pk" PRIMARY KEY("price_book","version")
);
--> statement-breakpoint
CREATE TABLE "price_books" (
	"price_book" text PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "price_books_currency" CHECK ("price_books"."currency" in ('CHF', 'EUR', 'USD'))
);
--> statement-breakpoint
CREATE TABLE "skill_pricing" (
	"price_book" text NOT NULL,
	"version" integer NOT NULL,
	"skill" text NOT NULL,
	"price_per_day" numeric(38, 12) NOT NULL,
	CONSTRAINT "skill_pricing_price_book_version_skill_pk" PRIMARY KEY("price_book","version","skill"),
	CONSTRAINT "skill_pricing_not_negative" CHECK ("skill_pricing"."price_per_day" >= 0)
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"version" integer PRIMARY KEY NOT NULL,
	"effective_on" date NOT NULL,
	"rate" numeric(5, 2) NOT NULL,
	CONSTRAINT "tax_rates_effective_on_unique" UNIQUE("effective_on")
);
--> statement-breakpoint
CREATE TABLE "tenant_billing_lifecycle" (
	"org_id" text NOT NULL,
	"event_id" text NOT NULL,
	"tenant" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"sequence" bigint NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "tenant_billing_lifecycle_org_id_event_id_pk" PRIMARY KEY("org_id","event_id"),
	CONSTRAINT "tenant_billing_lifecycle_kind" CHECK ("tenant_billing_lifecycle"."kind" in ('created', 'deleted'))
);
--> statement-breakpoint
CREATE TABLE "tenant_register" (
	"tenant" text PRIMARY KEY NOT NULL,
	"org_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenant_skill_events" (
	"org_id" text NOT NULL,
	"event_id" text NOT NULL,
	"tenant" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"sequence" bigint NOT NULL,
	"kind" text NOT NULL,
	"skill" text NOT NULL,
	CONSTRAINT "tenant_skill_events_org_id_event_id_pk" PRIMARY KEY("org_id","event_id"),
	CONSTRAINT "tenant_skill_events_kind" CHECK ("tenant_skill_events"."kind" in ('enabled', 'disabled'))
);
--> statement-breakpoint
CREATE TABLE "tenant_suspension_events" (
	"org_id" text NOT NULL,
	"event_id" text NOT NULL,
	"tenant" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"sequence" bigint NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "tenant_suspension_events_org_id_event_id_pk" PRIMARY KEY("org_id","event_id"),
	CONSTRAINT "tenant_suspension_events_kind" CHECK ("tenant_suspension_events"."kind" in ('suspended', 'resumed'))
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"org_id" text NOT NULL,
	"tenant" text NOT NULL,
	"version" integer NOT NULL,
	"alive" boolean NOT NULL,
	"suspended" boolean NOT NULL,
	"skills" text[] NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tenants_org_id_tenant_pk" PRIMARY KEY("org_id","tenant")
);
--> statement-breakpoint
CREATE TABLE "usage_daily" (
	"org_id" text NOT NULL,
	"day_on" date NOT NULL,
	"meter" text NOT NULL,
	"resource" text NOT NULL,
	"price_book" text NOT NULL,
	"price_version" integer NOT NULL,
	"quantity" numeric(38, 12) NOT NULL,
	"amount" numeric(38, 12) NOT NULL,
	"events" bigint NOT NULL,
	CONSTRAINT "usage_daily_org_id_day_on_meter_resource_price_book_price_version_pk" PRIMARY KEY("org_id","day_on","meter","resource","price_book","price_version")
);
--> statement-breakpoint
CREATE TABLE "usage_events" (
	"org_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" "bytea" NOT NULL,
	"meter" text NOT NULL,
	"resource" text NOT NULL,
	"quantity" numeric(38, 12) NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"day_on" date NOT NULL,
	"properties" jsonb,
	"price_book" text NOT NULL,
	"price_version" integer NOT NULL,
	"amount" numeric(38, 12) NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"sequence" bigint NOT NULL,
	CONSTRAINT "usage_events_org_id_idempotency_key_pk" PRIMARY KEY("org_id","idempotency_key"),
	CONSTRAINT "usage_events_not_negative" CHECK ("usage_events"."quantity" >= 0 and "usage_events"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "user_identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "user_identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"user_id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"is_admin" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_email_is_lower" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
ALTER TABLE "invoice_documents" ADD CONSTRAINT "invoice_documents_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_reminders" ADD CONSTRAINT "invoice_reminders_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_accounts" ADD CONSTRAINT "org_accounts_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_billing_config" ADD CONSTRAINT "org_billing_config_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_billing_config" ADD CONSTRAINT "org_billing_config_price_book_price_books_price_book_fk" FOREIGN KEY ("price_book") REFERENCES "public"."price_books"("price_book") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_payment_methods" ADD CONSTRAINT "org_payment_methods_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_org_id_invoice_id_invoices_org_id_invoice_id_fk" FOREIGN KEY ("org_id","invoice_id") REFERENCES "public"."invoices"("org_id","invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_pricing" ADD CONSTRAINT "meter_pricing_price_book_version_price_book_versions_price_book_version_fk" FOREIGN KEY ("price_book","version") REFERENCES "public"."price_book_versions"("price_book","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_pricing" ADD CONSTRAINT "platform_pricing_price_book_version_price_book_versions_price_book_version_fk" FOREIGN KEY ("price_book","version") REFERENCES "public"."price_book_versions"("price_book","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_book_versions" ADD CONSTRAINT "price_book_versions_price_book_price_books_price_book_fk" FOREIGN KEY ("price_book") REFERENCES "public"."price_books"("price_book") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_pricing" ADD CONSTRAINT "skill_pricing_price_book_version_price_book_versions_price_book_version_fk" FOREIGN KEY ("price_book","version") REFERENCES "public"."price_book_versions"("price_book","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenant_billing_lifecycle" ADD CONSTRAINT "tenant_billing_lifecycle_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenant_skill_events" ADD CONSTRAINT "tenant_skill_events_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenant_suspension_events" ADD CONSTRAINT "tenant_suspension_events_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_daily" ADD CONSTRAINT "usage_daily_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_identities" ADD CONSTRAINT "user_identities_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoices_by_issue" ON "invoices" USING btree ("issued_on");--> statement-breakpoint
CREATE INDEX "members_by_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_one_open" ON "checkouts" USING btree ("org_id","invoice_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "audit_log_by_org" ON "audit_log" USING btree ("org_id","sequence");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "stripe_events_by_time" ON "stripe_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "tenant_billing_lifecycle_by_tenant" ON "tenant_billing_lifecycle" USING btree ("org_id","tenant","occurred_at");--> statement-breakpoint
CREATE INDEX "tenant_skill_events_by_tenant" ON "tenant_skill_events" USING btree ("org_id","tenant","occurred_at");--> statement-breakpoint
CREATE INDEX "tenant_suspension_events_by_tenant" ON "tenant_suspension_events" USING btree ("org_id","tenant","occurred_at");--> statement-breakpoint
CREATE INDEX "usage_events_by_sequence" ON "usage_events" USING btree ("org_id","sequence");--> statement-breakpoint
CREATE INDEX "usage_events_by_day" ON "usage_events" USING btree ("org_id","day_on","meter");