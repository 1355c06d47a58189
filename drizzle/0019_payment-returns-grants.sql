grant select, insert, update on payment_returns to kontor_app;
--> statement-breakpoint
comment on table payment_returns is 'Projection of refunds and disputes at Stripe; can be read again from there.';
