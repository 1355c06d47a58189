grant update (plan, plan_version, quota) on quota_weeks to kontor_app;
--> statement-breakpoint
comment on table quota_weeks is 'Use of the weekly quota; used is the sum of the units of usage_events paid by the week. A week goes on when the plan changes within it.';
