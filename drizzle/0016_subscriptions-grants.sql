grant select, insert on tier_versions to kontor_app;
--> statement-breakpoint
grant select, insert, update on stripe_subscriptions to kontor_app;
--> statement-breakpoint
comment on table stripe_subscriptions is 'Projection of the subscriptions at Stripe; can be read again from there.';
--> statement-breakpoint
grant update (tax) on purchases to kontor_app;
