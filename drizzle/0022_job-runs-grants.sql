grant select, insert, delete on job_runs to kontor_app;
--> statement-breakpoint
grant update (started_at, ended_at) on job_runs to kontor_app;
--> statement-breakpoint
comment on table job_runs is 'What the servers did by themselves; the latest runs of each job.';
