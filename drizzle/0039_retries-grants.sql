grant select, insert, update, delete on retries to kontor_app;
--> statement-breakpoint
comment on table retries is 'Work that failed and waits to be tried again. A row goes when its work succeeds.';
