ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_org_id_orgs_org_id_fk";
--> statement-breakpoint
DROP INDEX "credit_grants_left";--> statement-breakpoint
DROP INDEX "ledger_entries_by_grant";--> statement-breakpoint
DROP INDEX "ledger_entries_by_sequence";--> statement-breakpoint
DROP INDEX "credit_grants_expiring";--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_org_id_entry_id_pk";--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_org_id_sequence_grant_id_kind_pk" PRIMARY KEY("org_id","sequence","grant_id","kind");--> statement-breakpoint
CREATE INDEX "cell_deliveries_by_cell" ON "cell_deliveries" USING btree ("cell","delivery_id");--> statement-breakpoint
CREATE INDEX "credit_grants_expiring" ON "credit_grants" USING btree ("expires_at") WHERE expires_at is not null;--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP COLUMN "entry_id";