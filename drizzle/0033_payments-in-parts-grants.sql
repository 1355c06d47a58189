grant select, insert on payment_reversals to kontor_app;
--> statement-breakpoint
grant update (paid_amount) on invoices to kontor_app;
--> statement-breakpoint
comment on table payment_reversals is 'Payments that were recorded by mistake, and why. Append-only.';
--> statement-breakpoint
comment on column invoices.paid_amount is 'Projection of the payments that were not undone; project_paid() makes it again.';
