insert into platform_switches (id, compute_mode, updated_at) values (1, false, now());
--> statement-breakpoint
grant select, update (compute_mode, updated_at) on platform_switches to kontor_app;
