-- What else belongs to an org's write.
create or replace function write_sections(
  p_org text, p_now timestamptz, p_head jsonb, p_sequence bigint, p_version bigint
) returns void
language plpgsql as $$
begin
  if p_head ?| array['weeks', 'open_week', 'change_week'] then
    perform write_quota(p_org, p_now, p_head);
  end if;
  if p_head ?| array['open', 'close'] then
    perform write_reservations(p_org, p_now, p_head);
  end if;
  if p_head ?| array['biller', 'settings', 'payment_method', 'subscription', 'period_started_at'] then
    perform write_funding_settings(p_org, p_now, p_sequence, p_head);
  end if;
  if p_head ? 'stripe_subscriptions' then
    perform write_stripe_subscriptions(p_org, p_now, p_head->'stripe_subscriptions');
  end if;
  if p_head ? 'purchase' then
    update purchases p set paid_at = p_now, payment_intent_id = p_head->'purchase'->>'payment_intent',
        tax = coalesce((p_head->'purchase'->>'tax')::numeric, 0), grant_id = p_head->'purchase'->>'grant',
        paid_by = p_head->>'by', failed_at = null, failure = ''
     where p.org_id = p_org and p.purchase_id = p_head->'purchase'->>'id';
    update checkouts c set status = 'paid' where c.org_id = p_org and c.checkout_id = p_head->'purchase'->>'id';
  end if;
  if p_head ? 'gone' then
    perform write_gone_credit(p_org, p_now, p_sequence, p_head->'gone');
  end if;
  if p_head ? 'stripe_event' then
    perform claim_stripe_event(p_head->'stripe_event'->'event', 'done', p_head->'stripe_event'->>'sentence', p_now);
  end if;
  if p_head ?| array['usage_change', 'revoke'] then
    perform write_usage_change(p_org, p_now, p_sequence, p_head);
  end if;
  if p_head->'gate' ? 'expire' then
    update org_gates g set valid_until = p_now where g.org_id = p_org;
  elsif p_head ? 'gate' then
    perform set_gate(p_org, p_now, p_sequence, p_version, p_head->'gate'->'set');
  end if;
  if p_head ? 'audit' then
    perform append_audit(p_head->'audit');
  end if;
end
$$;

-- Use of the weekly quota, with a notice for each threshold that this very write crosses; the turn of a week; and the week
-- that goes on with another plan, with a notice for each threshold that is reached by it. A week has one notice of each.
create or replace function write_quota(p_org text, p_now timestamptz, p_head jsonb) returns void
language plpgsql as $$
declare
  v_move record;
begin
  if p_head ? 'open_week' then
    update quota_weeks q set archived_at = p_now where q.org_id = p_org and q.archived_at is null;
    insert into quota_weeks
    select (jsonb_populate_record(null::quota_weeks, (p_head->'open_week') || jsonb_build_object('org_id', p_org,
      'used', 0, 'held', 0, 'opened_at', p_now, 'archived_at', null))).*;
  end if;
  if p_head ? 'change_week' then
    update quota_weeks q set plan = c.plan, plan_version = c.plan_version, quota = c.quota
      from jsonb_to_record(p_head->'change_week') as c (week text, plan text, plan_version integer, quota numeric)
     where q.org_id = p_org and q.week_id = c.week;
    with noticed as (
      insert into quota_notices (org_id, week_id, percent, crossed_at)
      select p_org, q.week_id, t.percent, p_now
        from quota_weeks q,
             jsonb_to_recordset(p_head->'change_week'->'thresholds') as t (percent integer, at numeric)
       where q.org_id = p_org and q.week_id = p_head->'change_week'->>'week' and q.used >= t.at
      on conflict do nothing
      returning week_id, percent
    )
    insert into outbox (kind, org_id, reference, created_at, due_at)
    select 'quota_notice', p_org, n.week_id || ':' || n.percent, p_now, p_now from noticed n order by n.percent;
  end if;
  for v_move in
    select w.week, w.used, w.held, w.thresholds, w.meters, q.used as before
      from jsonb_to_recordset(coalesce(p_head->'weeks', '[]')) as w (week text, used numeric, held numeric,
        thresholds jsonb, meters jsonb)
      join quota_weeks q on q.org_id = p_org and q.week_id = w.week
  loop
    update quota_weeks q set used = q.used + v_move.used, held = q.held + v_move.held
     where q.org_id = p_org and q.week_id = v_move.week;
    insert into quota_week_meters as m (org_id, week_id, meter, units, events)
    select p_org, v_move.week, x.meter, x.units, x.events
      from jsonb_to_recordset(coalesce(v_move.meters, '[]')) as x (meter text, units numeric, events bigint)
    on conflict (org_id, week_id, meter) do update
      set units = m.units + excluded.units, events = m.events + excluded.events;
    with noticed as (
      insert into quota_notices (org_id, week_id, percent, crossed_at)
      select p_org, v_move.week, t.percent, p_now
        from jsonb_to_recordset(coalesce(v_move.thresholds, '[]')) as t (percent integer, at numeric)
       where v_move.before < t.at and v_move.before + v_move.used >= t.at
      on conflict do nothing
      returning percent
    )
    insert into outbox (kind, org_id, reference, created_at, due_at)
    select 'quota_notice', p_org, v_move.week || ':' || n.percent, p_now, p_now from noticed n order by n.percent;
  end loop;
end
$$;

-- What became of an event that was told before. Usage that waited to be paid waits no more, and what was paid of it is given
-- back; it is kept as waived, so that nothing charges it and its key counts as known.
create or replace function write_usage_change(p_org text, p_now timestamptz, p_sequence bigint, p_head jsonb) returns void
language plpgsql as $$
begin
  update unfunded_usage u set paid = 0, paid_units = 0, parts = '[]', waived_at = coalesce(u.waived_at, p_now),
      waived_by = coalesce(u.waived_by, r.by), waived_reason = coalesce(u.waived_reason, r.reason)
    from jsonb_to_record(p_head->'revoke') as r (key text, by text, reason text)
   where u.org_id = p_org and u.idempotency_key = r.key;
  insert into usage_changes
  select (jsonb_populate_record(null::usage_changes, c || jsonb_build_object('org_id', p_org, 'changed_at', p_now,
    'input_hash', '\x' || (c->>'input_hash'), 'sequence', p_sequence))).*
    from (select p_head->'usage_change' as c) x where c is not null;
end
$$;

-- Credit whose money went back, or is there again.
create or replace function write_gone_credit(p_org text, p_now timestamptz, p_sequence bigint, p_gone jsonb) returns void
language plpgsql as $$
begin
  if p_gone ? 'returned' then
    update gone_credit g set returned_at = p_now, taken = (p_gone->>'taken')::numeric,
        returned = (p_gone->>'returned')::numeric
     where g.org_id = p_org and g.return_id = p_gone->>'id';
  else
    insert into gone_credit as g (org_id, return_id, grant_id, share, gone_at, sequence, round)
    values (p_org, p_gone->>'id', p_gone->>'grant', (p_gone->>'share')::numeric, p_now, p_sequence, 1)
    on conflict (org_id, return_id) do update
      set share = excluded.share, gone_at = excluded.gone_at, sequence = excluded.sequence, round = g.round + 1,
          returned_at = null, taken = null, returned = null;
  end if;
end
$$;

create or replace function write_reservations(p_org text, p_now timestamptz, p_head jsonb) returns void
language plpgsql as $$
declare
  v_close jsonb;
begin
  if p_head ? 'open' then
    insert into reservations (org_id, reservation_id, input_hash, meter, quantity, amount, parts, month_on, state,
      held_at, expires_at)
    select p_org, r.id, decode(r.hash, 'hex'), r.meter, r.quantity, r.amount, r.parts, r.month, 'open', p_now,
           r.expires_at
      from jsonb_to_recordset(p_head->'open') as r (id text, hash text, meter text, quantity numeric, amount numeric,
        parts jsonb, month date, expires_at timestamptz);
  end if;
  if p_head ? 'close' then
    -- They are open: that was looked at behind the account's lock.
    v_close := (select jsonb_object_agg(c->>'id', c) from jsonb_array_elements(p_head->'close') c);
    update reservations r set state = v_close->r.reservation_id->>'state', closed_at = p_now,
        settled_by = v_close->r.reservation_id->>'by'
     where r.org_id = p_org and r.reservation_id = any(array(select jsonb_object_keys(v_close)));
  end if;
end
$$;

create or replace function write_funding_settings(p_org text, p_now timestamptz, p_sequence bigint, p_head jsonb)
returns void
language plpgsql as $$
begin
  if p_head ? 'biller' then
    insert into org_billers (org_id, sequence, biller, effective_at, recorded_at, recorded_by)
    values (p_org, p_sequence, p_head->'biller'->>'biller', (p_head->'biller'->>'effective_at')::timestamptz, p_now,
      p_head->>'by');
  end if;
  if p_head ? 'settings' then
    insert into org_funding
    select (jsonb_populate_record(null::org_funding,
      (p_head->'settings') || jsonb_build_object('org_id', p_org, 'updated_at', p_now))).*
    on conflict (org_id) do update set free_credit = excluded.free_credit, subscribed = excluded.subscribed,
      spend_cap = excluded.spend_cap, max_disk_mb = excluded.max_disk_mb, tier = excluded.tier,
      concurrency = excluded.concurrency, cell = excluded.cell, pages_per_unit = excluded.pages_per_unit,
      bytes_per_unit = excluded.bytes_per_unit, minimum_units = excluded.minimum_units,
      updated_at = excluded.updated_at;
  end if;
  if p_head ? 'payment_method' then
    insert into org_payment_methods as m
    select (jsonb_populate_record(null::org_payment_methods, (p_head->'payment_method') || jsonb_build_object(
      'org_id', p_org, 'updated_at', p_now, 'version', (p_head->'payment_method'->>'seen')::integer + 1))).*
    on conflict (org_id) do update set stripe_customer_id = excluded.stripe_customer_id,
      card_brand = excluded.card_brand, card_last4 = excluded.card_last4, default_method = excluded.default_method,
      billing_email = excluded.billing_email, version = excluded.version, updated_at = excluded.updated_at;
    perform clear_retries('recharge', jsonb_build_array(jsonb_build_object('org', p_org, 'reference', '')));
    delete from org_cards c where c.org_id = p_org;
    insert into org_cards
    select (jsonb_populate_record(null::org_cards, c || jsonb_build_object('org_id', p_org))).*
      from jsonb_array_elements(p_head->'payment_method'->'cards') c;
  end if;
  if p_head ? 'subscription' then
    insert into subscriptions
    select (jsonb_populate_record(null::subscriptions,
      (p_head->'subscription') || jsonb_build_object('org_id', p_org, 'changed_at', p_now))).*
    on conflict (org_id) do update set plan = excluded.plan, plan_version = excluded.plan_version,
      billed = excluded.billed, status = excluded.status, period_started_at = excluded.period_started_at,
      changed_at = excluded.changed_at;
  end if;
  if p_head ? 'period_started_at' then
    update subscriptions s set period_started_at = (p_head->>'period_started_at')::timestamptz, changed_at = p_now
     where s.org_id = p_org;
  end if;
end
$$;

-- What an org subscribes to at Stripe, as it was read. What is not there any more has ended.
create or replace function write_stripe_subscriptions(p_org text, p_now timestamptz, p_section jsonb) returns void
language plpgsql as $$
declare
  v_reading integer := (p_section->>'seen')::integer + 1;
begin
  update stripe_subscriptions s
     set status = 'canceled', ended_at = coalesce(s.ended_at, p_now), past_due_since = null, owed = null,
         entitled = false, reading = v_reading, read_at = p_now
   where s.org_id = p_org;
  insert into stripe_subscriptions
  select (jsonb_populate_record(null::stripe_subscriptions, r || jsonb_build_object('org_id', p_org, 'reading',
    v_reading, 'read_at', p_now))).*
    from jsonb_array_elements(p_section->'rows') r
  on conflict (org_id, subscription_id) do update set product = excluded.product, name = excluded.name,
    version = excluded.version, billed = excluded.billed, currency = excluded.currency, price = excluded.price,
    status = excluded.status, started_at = excluded.started_at, period_started_at = excluded.period_started_at,
    period_ends_at = excluded.period_ends_at, ends_at = excluded.ends_at, ended_at = excluded.ended_at,
    past_due_since = excluded.past_due_since, owed = excluded.owed, entitled = excluded.entitled;
end
$$;

-- Notes that what an org subscribes to was read again and is as recorded, unless another reading was recorded since it was
-- read. Answers whether it is noted. Behind the account's lock, as every write of a reading.
create or replace function confirm_stripe_subscriptions(p_org text, p_seen integer, p_at timestamptz) returns boolean
language plpgsql as $$
begin
  perform from org_accounts a where a.org_id = p_org for update;
  update stripe_subscriptions s set reading = p_seen + 1, read_at = p_at where s.org_id = p_org and s.reading = p_seen;
  return found;
end
$$;

-- Sets the gate as it was projected. Where a halt begins or ends, or a halted org comes to another cell, the cell is
-- told; a gate that was missing tells it again, since nobody knows any more what it was told. Generations are sequences
-- of the account: they only ever grow.
create or replace function set_gate(p_org text, p_now timestamptz, p_sequence bigint, p_version bigint, p_row jsonb)
returns void
language plpgsql as $$
declare
  v_before org_gates;
  v_gate org_gates;
  v_tells boolean;
begin
  select * into v_before from org_gates g where g.org_id = p_org for update;
  v_gate := jsonb_populate_record(null::org_gates, p_row || jsonb_build_object('org_id', p_org, 'version', p_version,
    'projected_at', p_now));
  v_tells := v_gate.halted is distinct from v_before.halted
    or v_gate.halted and v_gate.cell is distinct from v_before.cell;
  v_gate.generation := case when v_tells then p_sequence else v_before.generation end;
  insert into org_gates select v_gate.*
  on conflict (org_id) do update set version = excluded.version, biller = excluded.biller, halted = excluded.halted,
    reason = excluded.reason, currency = excluded.currency, remaining = excluded.remaining, held = excluded.held,
    unit = excluded.unit, units_remaining = excluded.units_remaining, units_held = excluded.units_held,
    max_disk_mb = excluded.max_disk_mb, max_memory_mb = excluded.max_memory_mb, max_vcpus = excluded.max_vcpus,
    concurrency = excluded.concurrency, cap = excluded.cap, quota = excluded.quota, cell = excluded.cell,
    price_book = excluded.price_book, zone = excluded.zone,
    units_base = excluded.units_base, units_per_cost = excluded.units_per_cost,
    units_ceiling = excluded.units_ceiling, generation = excluded.generation, valid_until = excluded.valid_until,
    projected_at = excluded.projected_at;
  insert into outbox (kind, org_id, reference, created_at, due_at)
  select 'cell_command', p_org, case when v_gate.halted then 'halt:' else 'unblock:' end || v_gate.generation, p_now,
         p_now
   where v_tells and v_gate.cell is not null;
end
$$;
