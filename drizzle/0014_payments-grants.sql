grant select, insert, update, delete on org_cards to kontor_app;
--> statement-breakpoint
comment on table org_cards is 'Projection of the cards at Stripe; can be read again from there.';
--> statement-breakpoint
grant select, insert on pack_versions, purchases, refunds to kontor_app;
--> statement-breakpoint
grant update (paid_at, payment_intent_id, grant_id, paid_by, failed_at, failure) on purchases to kontor_app;
--> statement-breakpoint
grant update (status, stripe_refund_id, failure, taken, settled_at) on refunds to kontor_app;
--> statement-breakpoint
grant select, insert, update on recharge_settings, disputes to kontor_app;
--> statement-breakpoint
comment on table disputes is 'Projection of the disputes at Stripe; can be read again from there.';
