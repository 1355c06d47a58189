-- Facts are appended; projections and settings may change; shared tables of plans change column by column.
grant select, insert on org_billers, org_funding, credit_grants, reservations, spend_months, free_credit_months,
  unfunded_usage, org_gates, source_totals, plans, plan_versions, subscriptions, quota_weeks, quota_week_meters,
  quota_notices, machine_types, machine_quotas, compute_settings, cells, cell_deliveries to kontor_app;
--> statement-breakpoint
grant update (version) on org_accounts to kontor_app;
--> statement-breakpoint
grant update on org_funding, spend_months, free_credit_months, org_gates, source_totals, subscriptions,
  quota_week_meters, machine_quotas, compute_settings, cells to kontor_app;
--> statement-breakpoint
grant update (remaining, held, used, expired, refunded) on credit_grants to kontor_app;
--> statement-breakpoint
grant update (state, closed_at, settled_by) on reservations to kontor_app;
--> statement-breakpoint
grant update (reason, attempts, last_at, charged_at) on unfunded_usage to kontor_app;
--> statement-breakpoint
grant update (used, held, archived_at) on quota_weeks to kontor_app;
--> statement-breakpoint
grant update (active, effective_until) on plan_versions to kontor_app;
--> statement-breakpoint
grant update (name) on plans to kontor_app;
--> statement-breakpoint
grant delete on free_credit_months, machine_quotas to kontor_app;
--> statement-breakpoint
-- Rows that are written at every charge keep room for their next version on the same page.
alter table org_accounts set (fillfactor = 50);
--> statement-breakpoint
alter table org_gates set (fillfactor = 50);
--> statement-breakpoint
alter table credit_grants set (fillfactor = 70);
--> statement-breakpoint
alter table spend_months set (fillfactor = 70);
--> statement-breakpoint
alter table usage_daily set (fillfactor = 70);
--> statement-breakpoint
comment on table ledger_entries is 'Append-only. Every movement of credit; the grants are its fold.';
--> statement-breakpoint
comment on table org_billers is 'Append-only. Who charges an org''s usage from when.';
--> statement-breakpoint
comment on table credit_grants is 'Projection of ledger_entries and open reservations; can be rebuilt from them.';
--> statement-breakpoint
comment on table spend_months is 'Projection: postpaid sums of usage_events and open reservations by month.';
--> statement-breakpoint
comment on table free_credit_months is 'Projection: free credit over the months of usage_daily, reckoned anew each time.';
--> statement-breakpoint
comment on table org_gates is 'Projection that the gate answers from; a row that is missing only costs its next reader a rebuild.';
--> statement-breakpoint
comment on table quota_weeks is 'Use of the weekly quota; used is the sum of the units of usage_events paid by the week.';
