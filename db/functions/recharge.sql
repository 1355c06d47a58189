-- Saves how an org is recharged. Switching it on begins a recharge at once (K6): a card that was never charged proves
-- nothing. Where it was on already, a recharge is under way, or the cap leaves no room, none is begun.
-- p_settings: {enabled: true, currency, threshold, amount, monthly_cap, since: when the month of the cap began}, or
-- {enabled: false}, which leaves all terms as they are.
-- p_purchase: the terms of the recharge to begin, where it is switched on.
-- Answers the purchase that is to be charged now, or null.
create or replace function save_recharge(
  p_org text, p_settings jsonb, p_purchase_id text, p_purchase jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_before recharge_settings;
begin
  if was_audited(p_audit) then
    return null;
  end if;
  if not (p_settings->>'enabled')::boolean then
    update recharge_settings r set enabled = false, version = r.version + 1, changed_at = p_at, changed_by = p_by
     where r.org_id = p_org;
    perform append_audit(p_audit);
    return null;
  end if;
  insert into recharge_settings (org_id, enabled, currency, threshold, amount, version, changed_at, changed_by)
  values (p_org, false, p_settings->>'currency', 0, 1, 0, p_at, p_by)
  on conflict do nothing;
  select * into v_before from recharge_settings r where r.org_id = p_org for update;
  update recharge_settings r
     set enabled = true, currency = p_settings->>'currency',
         threshold = (p_settings->>'threshold')::numeric, amount = (p_settings->>'amount')::numeric,
         monthly_cap = (p_settings->>'monthly_cap')::numeric,
         last_failure = '', version = r.version + 1, changed_at = p_at, changed_by = p_by
   where r.org_id = p_org;
  -- What kept it from being recharged may be over: it is looked at again at once.
  perform clear_retries('recharge', jsonb_build_array(jsonb_build_object('org', p_org, 'reference', '')));
  perform append_audit(p_audit);
  return case when not v_before.enabled and recharge_fits(p_org, (p_settings->>'monthly_cap')::numeric,
      (p_purchase->>'price')::numeric, (p_settings->>'since')::timestamptz)
    then open_recharge(p_org, p_purchase_id, p_purchase, p_at) end;
end
$$;

-- True where a recharge leaves those of the month that began at p_since under the cap; null is no cap.
create or replace function recharge_fits(p_org text, p_cap numeric, p_price numeric, p_since timestamptz)
returns boolean
language sql stable as $$
  select p_cap is null or p_cap >= p_price + (
    select coalesce(sum(p.price), 0) from purchases p
     where p.org_id = p_org and p.kind = 'recharge' and p.begun_at >= p_since and p.failed_at is null)
$$;

-- Begins a recharge, unless one is under way. Answers the purchase that is to be charged, or null.
create or replace function open_recharge(p_org text, p_purchase_id text, p_purchase jsonb, p_at timestamptz)
returns text
language plpgsql as $$
begin
  insert into purchases
  select (jsonb_populate_record(null::purchases, p_purchase || jsonb_build_object('org_id', p_org, 'purchase_id',
    p_purchase_id, 'kind', 'recharge', 'tax', 0, 'failure', '', 'begun_at', p_at))).*
  on conflict (org_id) where kind = 'recharge' and paid_at is null and failed_at is null do nothing;
  return case when found then p_purchase_id end;
end
$$;

-- Begins a recharge that was decided on settings of a version, under the cap of the month that began at p_since. What was
-- decided before another recharge was paid is not so any more: the gate has to say now that the balance is at the
-- threshold. Answers the purchase that is to be charged, or null where something is not so any more.
create or replace function begin_recharge(
  p_org text, p_version integer, p_since timestamptz, p_purchase_id text, p_purchase jsonb, p_at timestamptz
) returns text
language plpgsql as $$
declare
  v_settings recharge_settings;
begin
  select * into v_settings from recharge_settings r where r.org_id = p_org for update;
  if not found or not v_settings.enabled or v_settings.version <> p_version then
    return null;
  end if;
  if not exists (select from org_gates g where g.org_id = p_org and g.remaining <= v_settings.threshold
      and g.currency = v_settings.currency and g.valid_until > p_at) then
    return null;
  end if;
  if not recharge_fits(p_org, v_settings.monthly_cap, (p_purchase->>'price')::numeric, p_since) then
    return null;
  end if;
  return open_recharge(p_org, p_purchase_id, p_purchase, p_at);
end
$$;

-- Switches the recharges of an org off where they are on, and says why: a decline, a dispute, a refund.
create or replace function stop_recharge(p_org text, p_why text) returns void
language sql as $$
  update recharge_settings r set enabled = false, last_failure = p_why, version = r.version + 1
   where r.org_id = p_org and r.enabled
$$;

-- Notes that a recharge was declined, and switches them off where they are on: what else switched them off stays said. One
-- that was paid after all stays paid.
create or replace function fail_recharge(p_org text, p_purchase_id text, p_failure text, p_at timestamptz)
returns void
language plpgsql as $$
begin
  update purchases p set failed_at = p_at, failure = p_failure
   where p.org_id = p_org and p.purchase_id = p_purchase_id and p.paid_at is null and p.failed_at is null;
  if found then
    perform stop_recharge(p_org, p_failure);
  end if;
end
$$;
