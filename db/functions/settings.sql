-- It took the terms as columns of the configuration once.
drop function if exists create_org(text, text, jsonb, timestamptz, jsonb);
drop function if exists save_org(text, text, integer, jsonb, bigint, timestamptz, jsonb);

-- Appends terms of an org: [{effective_on, and the columns of org_terms that the terms are}].
create or replace function append_terms(p_org text, p_version integer, p_terms jsonb, p_by text, p_at timestamptz)
returns void
language sql as $$
  insert into org_terms
  select (jsonb_populate_record(null::org_terms,
    t || jsonb_build_object('org_id', p_org, 'version', p_version, 'saved_at', p_at, 'saved_by', p_by))).*
    from jsonb_array_elements(p_terms) as t;
$$;

-- Makes an org with its account, its configuration and its first terms. Answers applied · exists.
create or replace function create_org(
  p_org text, p_name text, p_config jsonb, p_terms jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  insert into orgs (org_id, name, created_at) values (p_org, p_name, p_at) on conflict do nothing;
  if not found then
    return 'exists';
  end if;
  insert into org_accounts (org_id) values (p_org);
  insert into alert_marks (org_id, sequence, looked_at) values (p_org, 0, p_at);
  insert into org_billing_config
  select (jsonb_populate_record(null::org_billing_config, p_config || jsonb_build_object('org_id', p_org, 'version', 1,
    'currency', (select currency from price_books where price_book = p_terms->0->>'price_book'), 'updated_at', p_at))).*;
  insert into org_invoicing (org_id, auto_invoice, from_on, next_on, reminders, updated_at)
  select p_org, s.auto_invoice, m.month_on, m.month_on, s.reminders, p_at
    from invoicing_settings s, lateral (select date_trunc('month', p_at at time zone (p_config->>'zone'))::date as month_on) m;
  perform append_terms(p_org, 1, p_terms, p_by, p_at);
  perform append_audit(p_audit);
  return 'applied';
end
$$;

-- Changes name, configuration and terms, if nobody else did since they were read. Answers applied · stale · invoiced.
-- p_terms: terms to append; none of them may hold on a day that is invoiced.
-- p_sequence: the org's sequence that a change of zone or currency rests on: nothing may have been recorded since.
-- Null if neither changes.
create or replace function save_org(
  p_org text, p_name text, p_expected integer, p_config jsonb, p_terms jsonb, p_sequence bigint, p_by text,
  p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_sequence bigint;
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  select sequence into v_sequence from org_accounts where org_id = p_org for update;
  if p_sequence <> v_sequence then
    return 'stale';
  end if;
  if exists (select from jsonb_array_elements(p_terms) as t
              where (t->>'effective_on')::date < (select (max(i.month_on) + interval '1 month')::date from invoices i
                where i.org_id = p_org and i.series = 'invoice')) then
    return 'invoiced';
  end if;
  update org_billing_config c set version = c.version + 1, billing_email = n.billing_email, language = n.language,
      zone = n.zone, updated_at = p_at,
      currency = coalesce((select b.currency from price_books b where b.price_book = p_terms->0->>'price_book'), c.currency)
    from jsonb_populate_record(null::org_billing_config, p_config) n
   where c.org_id = p_org and c.version = p_expected;
  if not found then
    return 'stale';
  end if;
  perform append_terms(p_org, p_expected + 1, p_terms, p_by, p_at);
  -- Zone and prices decide what usage costs and when a month ends: a decision made before this has to be made again.
  update org_accounts set version = version + 1 where org_id = p_org;
  update orgs set name = p_name where org_id = p_org;
  perform append_audit(p_audit);
  return 'applied';
end
$$;

create or replace function save_seller(p_seller jsonb, p_at timestamptz, p_audit jsonb) returns void
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return;
  end if;
  insert into seller
  select (jsonb_populate_record(null::seller, p_seller || jsonb_build_object('id', 1, 'updated_at', p_at,
    'zone', coalesce(p_seller->>'zone', (select s.zone from seller s), 'Europe/Zurich'),
    'setup_pause_days', coalesce((p_seller->>'setup_pause_days')::integer, (select s.setup_pause_days from seller s),
      30)))).*
  on conflict (id) do update set name = excluded.name, street = excluded.street,
    building_number = excluded.building_number, postal_code = excluded.postal_code, town = excluded.town,
    country = excluded.country, vat_number = excluded.vat_number, email = excluded.email,
    iban = excluded.iban, zone = excluded.zone, setup_pause_days = excluded.setup_pause_days,
    updated_at = excluded.updated_at;
  perform append_audit(p_audit);
end
$$;

-- Whether an org would have an owner no more if this member were none. Owners are locked: of two who leave at the same
-- moment the later one sees that the other is gone.
create or replace function is_last_owner(p_org text, p_user_id text) returns boolean
language plpgsql as $$
begin
  perform from members where org_id = p_org and role = 'owner' order by user_id for update;
  return exists (select from members where org_id = p_org and user_id = p_user_id and role = 'owner')
    and not exists (select from members where org_id = p_org and user_id <> p_user_id and role = 'owner');
end
$$;

-- It answered nothing once.
drop function if exists set_member(text, text, text, timestamptz, jsonb);

-- Makes somebody a member, or changes the role; a lower one ends their sessions. Answers applied · last_owner.
create function set_member(p_org text, p_user_id text, p_role text, p_at timestamptz, p_audit jsonb)
returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  if p_role <> 'owner' and is_last_owner(p_org, p_user_id) then
    return 'last_owner';
  end if;
  -- Who may do less than before signs in again.
  if exists (select from members where org_id = p_org and user_id = p_user_id
      and array_position(array['member', 'billing', 'owner'], role)
        > array_position(array['member', 'billing', 'owner'], p_role)) then
    delete from user_sessions where user_id = p_user_id;
  end if;
  insert into members (org_id, user_id, role, added_at) values (p_org, p_user_id, p_role, p_at)
  on conflict (org_id, user_id) do update set role = excluded.role;
  perform append_audit(p_audit);
  return 'applied';
end
$$;

-- Ends a membership, and the sessions with it. Answers applied · unknown · last_owner.
create or replace function remove_member(p_org text, p_user_id text, p_audit jsonb) returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  if is_last_owner(p_org, p_user_id) then
    return 'last_owner';
  end if;
  delete from members where org_id = p_org and user_id = p_user_id;
  if not found then
    return 'unknown';
  end if;
  delete from user_sessions where user_id = p_user_id;
  perform append_audit(p_audit);
  return 'applied';
end
$$;

create or replace function create_api_key(p_key jsonb, p_audit jsonb) returns void
language plpgsql as $$
begin
  insert into api_keys (key_id, name, prefix, secret_sha256, scopes, org_id, created_at, created_by)
  values (p_key->>'key_id', p_key->>'name', p_key->>'prefix', decode(p_key->>'secret_sha256', 'hex'),
    array(select jsonb_array_elements_text(p_key->'scopes')), p_key->>'org_id', (p_key->>'created_at')::timestamptz,
    p_key->>'created_by')
  on conflict (key_id) do nothing;
  if found then
    perform append_audit(p_audit);
  end if;
end
$$;

-- Answers applied · repeated · unknown.
create or replace function revoke_api_key(p_key_id text, p_at timestamptz, p_audit jsonb) returns text
language plpgsql as $$
begin
  update api_keys set revoked_at = p_at where key_id = p_key_id and revoked_at is null;
  if found then
    perform append_audit(p_audit);
    return 'applied';
  end if;
  return case when exists (select from api_keys where key_id = p_key_id) then 'repeated' else 'unknown' end;
end
$$;
