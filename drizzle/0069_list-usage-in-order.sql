DROP INDEX "usage_events_by_day";--> statement-breakpoint
CREATE INDEX "usage_events_by_day" ON "usage_events" USING btree ("org_id","day_on","meter","occurred_at","sequence");