DROP INDEX "invoices_by_issue";--> statement-breakpoint
CREATE INDEX "invoices_open" ON "invoices" USING btree ("issued_on","issued_at","number") WHERE paid_at is null;--> statement-breakpoint
CREATE INDEX "invoices_by_month" ON "invoices" USING btree ("month_on","issued_on","issued_at","number");--> statement-breakpoint
CREATE INDEX "stripe_events_by_type" ON "stripe_events" USING btree ("type","received_at");--> statement-breakpoint
CREATE INDEX "usage_events_recorded_later" ON "usage_events" USING btree ("org_id","sequence") WHERE day_on < date_trunc('month', (recorded_at at time zone 'UTC') + interval '2 days');--> statement-breakpoint
CREATE INDEX "invoices_by_issue" ON "invoices" USING btree ("issued_on","issued_at","number");