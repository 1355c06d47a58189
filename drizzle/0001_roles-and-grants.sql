-- The app works as kontor_app: it reads everything and appends facts. What may change is granted column by column,
-- so that an issued invoice, a line, an event or a ledger entry cannot be edited even by a bug.
do $$
begin
  if not exists (select from pg_roles where rolname = 'kontor_app') then
    create role kontor_app nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of this cluster is being migrated at the same moment
end
$$;
--> statement-breakpoint
do $$
begin
  if not pg_has_role(current_user, 'kontor_app', 'member') then
    grant kontor_app to current_user;
  end if;
end
$$;
--> statement-breakpoint
revoke all on schema public from public;
--> statement-breakpoint
grant usage on schema public to kontor_app;
--> statement-breakpoint
grant select, insert on all tables in schema public to kontor_app;
--> statement-breakpoint
grant update (name) on orgs to kontor_app;
--> statement-breakpoint
grant update (sequence) on org_accounts to kontor_app;
--> statement-breakpoint
grant update, delete on members to kontor_app;
--> statement-breakpoint
grant update on org_billing_config, org_payment_methods, tenants, usage_daily, users, seller, outbox, stripe_events to kontor_app;
--> statement-breakpoint
grant update (last_used_at, revoked_at) on api_keys to kontor_app;
--> statement-breakpoint
grant update (sequence, hash) on audit_head to kontor_app;
--> statement-breakpoint
grant update (last) on invoice_number_counters to kontor_app;
--> statement-breakpoint
grant update (paid_at, paid_on, paid_via, paid_reference) on invoices to kontor_app;
--> statement-breakpoint
grant update (status, session_id) on checkouts to kontor_app;
--> statement-breakpoint
-- The number is drawn last, so lines are there a moment before their invoice.
alter table invoice_lines alter constraint invoice_lines_org_id_invoice_id_invoices_org_id_invoice_id_fk
  deferrable initially deferred;
--> statement-breakpoint
insert into audit_head (id, sequence, hash) values (1, 0, '');
--> statement-breakpoint
-- Swiss VAT since 2018, by the day of supply.
insert into tax_rates (version, effective_on, rate) values (1, '2018-01-01', 7.70), (2, '2024-01-01', 8.10);
--> statement-breakpoint
comment on table org_accounts is 'The sequence every fact of an org draws from, under the row lock.';
--> statement-breakpoint
comment on table tenants is 'Projection of the three tenant event tables; can be rebuilt from them.';
--> statement-breakpoint
comment on table usage_daily is 'Projection: sums of usage_events by civil day; can be rebuilt from them.';
--> statement-breakpoint
comment on table org_payment_methods is 'Projection of the customer at Stripe; can be read again from there.';
--> statement-breakpoint
comment on table usage_events is 'Append-only. Nobody has update or delete on it, but the owner of the schema.';
--> statement-breakpoint
comment on table invoices is 'Append-only but for paid_*. The snapshot is the document; its hash covers exactly those bytes.';
