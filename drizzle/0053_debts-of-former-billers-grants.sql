grant update (short_since) on org_accounts to kontor_app;
--> statement-breakpoint
grant update (waived_at, waived_by, waived_reason) on unfunded_usage to kontor_app;
