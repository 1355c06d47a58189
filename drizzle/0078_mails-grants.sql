grant select, insert on mails to kontor_app;
--> statement-breakpoint
grant update (state, attempts, tried_at, answer, sent_at) on mails to kontor_app;
--> statement-breakpoint
grant update (expiries, renewals) on alert_settings to kontor_app;
--> statement-breakpoint
comment on table mails is 'Every e-mail to an address, as the customer saw it; append-only but for what became of it.';
