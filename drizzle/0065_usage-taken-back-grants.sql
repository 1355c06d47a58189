grant select, insert on usage_changes to kontor_app;
--> statement-breakpoint
comment on table usage_changes is 'What became of usage events after they were told: taken back or amended. Append-only.';
