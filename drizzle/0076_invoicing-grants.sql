insert into invoicing_settings default values;
--> statement-breakpoint
grant select on invoicing_settings to kontor_app;
--> statement-breakpoint
grant update (version, auto_invoice, reminders, most_times, reminder_days, reminder_fees, updated_at) on invoicing_settings
  to kontor_app;
--> statement-breakpoint
grant select, insert on org_invoicing to kontor_app;
--> statement-breakpoint
grant update (version, auto_invoice, from_on, next_on, reminders, updated_at) on org_invoicing to kontor_app;
--> statement-breakpoint
grant select, insert on held_invoices to kontor_app;
--> statement-breakpoint
grant update (reason, sentence, currency, total, held_at, released_at, released_by) on held_invoices to kontor_app;
--> statement-breakpoint
grant select, insert on reminder_pauses to kontor_app;
--> statement-breakpoint
grant update (until_on, note, paused_at, paused_by) on reminder_pauses to kontor_app;
--> statement-breakpoint
comment on table invoicing_settings is 'How months are invoiced and reminded of by themselves: one row.';
--> statement-breakpoint
comment on table org_invoicing is 'What happens by itself for an org, and the next month to be invoiced.';
--> statement-breakpoint
comment on table held_invoices is 'Months that a run left to an admin, why, and when they were issued after all.';
--> statement-breakpoint
comment on table reminder_pauses is 'Until when an invoice is not reminded of, and why.';
