grant select, insert on price_drafts to kontor_app;
--> statement-breakpoint
grant update (currency, version, state, base_version, effective_on, note, prices, saved_at, saved_by, what_if, what_if_at) on price_drafts to kontor_app;
--> statement-breakpoint
comment on table price_drafts is 'The next version of a price book while it is worked on; a row per book.';
