grant select, insert, update, delete on org_cards to kontor_app;
--> statement-breakpoint
comment on table org_cards is 'Projection of the cards at Stripe; can be read again from there.';
