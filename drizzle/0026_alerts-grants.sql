grant select, insert on alert_settings, alerts, alert_marks to kontor_app;
--> statement-breakpoint
grant update (version, spend, credit_below, stopped, quota, payments, changed_at, changed_by) on alert_settings to kontor_app;
--> statement-breakpoint
grant update (settled_at, outcome, sent_to) on alerts to kontor_app;
--> statement-breakpoint
grant update (sequence, looked_at) on alert_marks to kontor_app;
--> statement-breakpoint
comment on table alerts is 'What organizations were told once each; append-only but for what became of the e-mail.';
--> statement-breakpoint
comment on table alert_marks is 'How far organizations were looked at for alerts. A projection: without a row one is looked at anew.';
