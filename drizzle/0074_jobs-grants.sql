grant select, insert, update, delete on job_leases to kontor_app;
--> statement-breakpoint
grant select, insert, delete on differences to kontor_app;
--> statement-breakpoint
grant update (sentence, found_at) on differences to kontor_app;
--> statement-breakpoint
grant select, insert on walks to kontor_app;
--> statement-breakpoint
grant update (began_at, place, through_at, ended_at) on walks to kontor_app;
--> statement-breakpoint
comment on table job_leases is 'Who runs a job at this moment, by the clock of the database.';
--> statement-breakpoint
comment on table walks is 'How far walks over everything have come; a projection that may start anew.';
--> statement-breakpoint
comment on table differences is 'What walks found wrong, until they find it right; a projection that a walk makes anew.';
--> statement-breakpoint
-- Runs of jobs under the names that they had before.
delete from job_runs;
