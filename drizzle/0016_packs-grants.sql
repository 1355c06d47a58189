grant select, insert on pack_versions, purchases to kontor_app;
--> statement-breakpoint
grant update (paid_at, payment_intent_id, grant_id, paid_by) on purchases to kontor_app;
