insert into audit_checks (id, sequence, hash, again_sequence, again_hash) values (1, 0, '', 0, '');
--> statement-breakpoint
grant select on audit_checks to kontor_app;
--> statement-breakpoint
grant update (sequence, hash, again_sequence, again_hash, checked_at, whole_at, broken_at) on audit_checks to kontor_app;
--> statement-breakpoint
comment on table audit_checks is 'Projection: how far the audit chain was verified; verifying it from the start again rebuilds it.';
