drop function if exists record_usage(text, jsonb, timestamptz);

-- The one write of everything that moves an org's funds: usage, reservations, credit, settings, and the gate with them.
-- All of it stands or none. What is written was decided from an account as it was read; it is applied only where that
-- still holds. Sections that are absent from p_write change nothing.
--
-- p_write: {
--   sequence   the account's sequence it was decided on: nothing at all may have been recorded since; or
--   version    the account's version: nothing but draws may have happened since, and every draw is guarded
--   reshape    true where a source has more than before, or another set of sources
--   books      {name: version} of the price books the events were priced by, which must still be the latest
--   claim      {kind: ledger, entry, reference} | {kind: audit} | {kind: reservation, id}: what makes it happen once
--   events     [{key, hash, meter, resource, quantity, at, day, properties, book, version, amount, biller, paid_by,
--              units, postpaid, parts}], sorted by key, keys distinct
--   unfunded   [{key, hash, event, amount, reason}] what no source paid
--   grants     [rows of credit_grants]          entries    [{id, grant, kind, reference, asset, amount, note}]
--   draws      [{grant, remaining, held, used, expired, refunded}]   months  [{month, spent, held, most}]
--   weeks      [{week, used, held, thresholds: [{percent, at}], meters: [{meter, units, events}]}]
--   open_week  a row of quota_weeks; the current one is archived
--   open       [rows of reservations]           close      [{id, state, by}]
--   biller, settings, payment_method, subscription   rows         period_started_at  of the subscription
--   gate       {set: row} | {move: {remaining, held, units_remaining, units_held, short}} | {expire: true}
--   by, audit
-- }
-- Answers applied · repeated (with what is known) · known (keys of events that are counted already: decide without
-- them) · stale (read and decide again) · regate (the gate has to be projected first) · unknown_org.
create or replace function write_funding(p_org text, p_now timestamptz, p_write jsonb)
returns table (outcome text, known jsonb, sequence bigint, version bigint, compute_remaining numeric)
language plpgsql as $$
declare
  v_account org_accounts;
  v_gate org_gates;
  v_known jsonb;
  v_first bigint;
  v_count bigint := coalesce(jsonb_array_length(p_write->'events'), 0);
  v_move jsonb := p_write->'gate'->'move';
begin
  select * into v_account from org_accounts a where a.org_id = p_org for update;
  if not found then
    return query select 'unknown_org', null::jsonb, null::bigint, null::bigint, null::numeric;
    return;
  end if;
  if p_write ? 'claim' then
    v_known := funding_claimed(p_org, p_write->'claim', p_write->'audit');
    if v_known is not null then
      return query select 'repeated', v_known, v_account.sequence, v_account.version, null::numeric;
      return;
    end if;
  end if;
  if v_count > 0 or p_write ? 'unfunded' then
    select jsonb_agg(jsonb_build_object('key', e.idempotency_key, 'same', e.input_hash = decode(i.hash, 'hex')))
      into v_known
      from (select x.key, x.hash from jsonb_to_recordset(p_write->'events') as x (key text, hash text)
            union all
            select x.key, x.hash from jsonb_to_recordset(coalesce(p_write->'unfunded', '[]')) as x (key text, hash text)
           ) i
      join usage_events e on e.org_id = p_org and e.idempotency_key = i.key;
    if v_known is not null then
      return query select 'known', v_known, v_account.sequence, v_account.version, null::numeric;
      return;
    end if;
  end if;
  if (p_write->>'sequence')::bigint <> v_account.sequence or (p_write->>'version')::bigint <> v_account.version
     or not funding_holds(p_org, p_write) then
    return query select 'stale', null::jsonb, v_account.sequence, v_account.version, null::numeric;
    return;
  end if;
  if v_move is not null then
    select * into v_gate from org_gates g where g.org_id = p_org for update;
    if not found or v_gate.version <> v_account.version or v_gate.valid_until <= p_now then
      return query select 'regate', null::jsonb, v_account.sequence, v_account.version, null::numeric;
      return;
    end if;
  end if;

  v_first := v_account.sequence + 1;
  v_account.sequence := v_account.sequence + greatest(v_count, 1);
  if coalesce((p_write->>'reshape')::boolean, false) then
    v_account.version := v_account.version + 1;
  end if;
  update org_accounts a set sequence = v_account.sequence, version = v_account.version where a.org_id = p_org;

  if v_count > 0 then
    perform write_usage(p_org, p_now, v_first, p_write->'events');
  end if;
  perform write_credit(p_org, p_now, v_first, v_account.sequence, p_write);
  if p_write ?| array['weeks', 'open_week'] then
    perform write_quota(p_org, p_now, p_write);
  end if;
  if p_write ?| array['open', 'close', 'unfunded'] then
    perform write_reservations(p_org, p_now, p_write);
  end if;
  if p_write ?| array['biller', 'settings', 'payment_method', 'subscription', 'period_started_at'] then
    perform write_funding_settings(p_org, p_now, v_first, p_write);
  end if;
  if v_move is not null then
    v_gate.version := v_account.version;
    perform move_gate(p_org, p_now, v_gate, v_move);
    v_gate.units_remaining := v_gate.units_remaining + (v_move->>'units_remaining')::numeric;
  elsif p_write->'gate' ? 'expire' then
    update org_gates g set valid_until = p_now where g.org_id = p_org;
  elsif p_write ? 'gate' then
    v_gate := set_gate(p_org, p_now, v_account.version, p_write->'gate'->'set');
  end if;
  if jsonb_typeof(p_write->'audit') = 'object' then
    perform append_audit(p_write->'audit');
  end if;
  return query select 'applied', null::jsonb, v_account.sequence, v_account.version,
    case when v_gate.biller = 'plan_quota' then v_gate.units_remaining end;
end
$$;

-- What is known of a write that was made before, or null.
create or replace function funding_claimed(p_org text, p_claim jsonb, p_audit jsonb) returns jsonb
language plpgsql as $$
begin
  if p_claim->>'kind' = 'ledger' then
    return (select jsonb_build_object('grant', e.grant_id, 'amount', e.amount::text, 'asset', e.asset)
      from ledger_entries e where e.org_id = p_org and e.kind = p_claim->>'entry'
        and e.reference = p_claim->>'reference');
  elsif p_claim->>'kind' = 'reservation' then
    return (select jsonb_build_object('hash', encode(r.input_hash, 'hex'), 'state', r.state,
        'expires_at', to_char(r.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'amount', r.amount::text)
      from reservations r where r.org_id = p_org and r.reservation_id = p_claim->>'id');
  end if;
  return case when was_audited(p_audit) then '{}'::jsonb end;
end
$$;

-- True where everything the write rests on is still so: prices, enough at every source, and no usage that another
-- biller charged since the moment from which a new one is to.
create or replace function funding_holds(p_org text, p_write jsonb) returns boolean
language plpgsql as $$
begin
  if p_write ? 'books' and exists (
      select from jsonb_each_text(p_write->'books') b
       where b.value::integer is distinct from
             (select max(v.version) from price_book_versions v where v.price_book = b.key)) then
    return false;
  end if;
  if p_write ? 'draws' and exists (
      select from jsonb_to_recordset(p_write->'draws') as d ("grant" text, remaining numeric, held numeric)
        left join credit_grants g on g.org_id = p_org and g.grant_id = d."grant"
       where g.grant_id is null or g.remaining + d.remaining < 0 or g.held + d.held < 0) then
    return false;
  end if;
  if p_write ? 'months' and exists (
      select from jsonb_to_recordset(p_write->'months') as m (month date, spent numeric, held numeric, most numeric)
        left join spend_months s on s.org_id = p_org and s.month_on = m.month
       where coalesce(s.spent, 0) + m.spent + coalesce(s.held, 0) + m.held > m.most) then
    return false;
  end if;
  if p_write ? 'weeks' and exists (
      select from jsonb_to_recordset(p_write->'weeks') as w (week text, used numeric, held numeric)
        left join quota_weeks q on q.org_id = p_org and q.week_id = w.week
       where q.week_id is null or q.used + w.used + q.held + w.held > q.quota or q.held + w.held < 0) then
    return false;
  end if;
  if p_write ? 'biller' and exists (
      select from usage_events e
       where e.org_id = p_org and e.day_on >= (p_write->'biller'->>'effective_at')::timestamptz::date - 1
         and e.occurred_at >= (p_write->'biller'->>'effective_at')::timestamptz) then
    return false;
  end if;
  if p_write ? 'close' and exists (
      select from jsonb_to_recordset(p_write->'close') as c (id text)
        left join reservations r on r.org_id = p_org and r.reservation_id = c.id
       where r.state is distinct from 'open') then
    return false;
  end if;
  return true;
end
$$;

create or replace function write_usage(p_org text, p_now timestamptz, p_first bigint, p_events jsonb) returns void
language plpgsql as $$
begin
  with item as (
    select t.*, row_number() over () - 1 as place
      from jsonb_to_recordset(p_events) as t (key text, hash text, meter text, resource text, quantity numeric,
        at timestamptz, day date, properties jsonb, book text, version integer, amount numeric, biller text,
        paid_by text, units numeric, postpaid numeric, parts jsonb)
  ), added as (
    insert into usage_events (org_id, idempotency_key, input_hash, meter, resource, quantity, occurred_at, day_on,
      properties, price_book, price_version, amount, biller, paid_by, units, postpaid, parts, recorded_at, sequence)
    select p_org, i.key, decode(i.hash, 'hex'), i.meter, i.resource, i.quantity, i.at, i.day, i.properties, i.book,
           i.version, i.amount, coalesce(i.biller, 'invoice'), coalesce(i.paid_by, 'postpaid'), i.units,
           coalesce(i.postpaid, i.amount), i.parts, p_now, p_first + i.place
      from item i
  )
  insert into usage_daily as d
    (org_id, day_on, meter, resource, price_book, price_version, quantity, amount, postpaid, events)
  select p_org, i.day, i.meter, i.resource, i.book, i.version, sum(i.quantity), sum(i.amount),
         sum(coalesce(i.postpaid, i.amount)), count(*)
    from item i
   group by i.day, i.meter, i.resource, i.book, i.version
  on conflict (org_id, day_on, meter, resource, price_book, price_version) do update
    set quantity = d.quantity + excluded.quantity, amount = d.amount + excluded.amount,
        postpaid = d.postpaid + excluded.postpaid, events = d.events + excluded.events;
  if exists (select from unfunded_usage u where u.org_id = p_org and u.charged_at is null) then
    update unfunded_usage u set charged_at = p_now
      from jsonb_to_recordset(p_events) as t (key text)
     where u.org_id = p_org and u.idempotency_key = t.key and u.charged_at is null;
  end if;
end
$$;

-- Grants, what is drawn from them with its entries, and the months that the cap is held against.
create or replace function write_credit(p_org text, p_now timestamptz, p_first bigint, p_last bigint, p_write jsonb)
returns void
language plpgsql as $$
begin
  if p_write ? 'grants' then
    insert into credit_grants (org_id, grant_id, origin, asset, priority, expires_at, granted_at, sequence, granted,
      remaining, held, used, expired, refunded)
    select p_org, g.id, g.origin, g.asset, g.priority, g.expires_at, p_now, p_first, g.granted, g.granted, 0, 0, 0, 0
      from jsonb_to_recordset(p_write->'grants') as g (id text, origin text, asset text, priority integer,
        expires_at timestamptz, granted numeric);
  end if;
  if p_write ? 'draws' then
    update credit_grants g set remaining = g.remaining + d.remaining, held = g.held + d.held, used = g.used + d.used,
        expired = g.expired + d.expired, refunded = g.refunded + d.refunded
      from jsonb_to_recordset(p_write->'draws') as d ("grant" text, remaining numeric, held numeric, used numeric,
        expired numeric, refunded numeric)
     where g.org_id = p_org and g.grant_id = d."grant";
  end if;
  if p_write ? 'entries' then
    insert into ledger_entries (org_id, entry_id, kind, reference, grant_id, asset, amount, occurred_at, recorded_at,
      recorded_by, note, sequence)
    select p_org, e.id, e.kind, coalesce(e.reference, 'usage:' || p_first || '-' || p_last || ':' || e."grant"),
           e."grant", g.asset, e.amount, p_now, p_now, p_write->>'by', coalesce(e.note, ''), p_last
      from jsonb_to_recordset(p_write->'entries') as e (id text, kind text, reference text, "grant" text,
        amount numeric, note text)
      join credit_grants g on g.org_id = p_org and g.grant_id = e."grant";
  end if;
  if p_write ? 'months' then
    insert into spend_months as s (org_id, month_on, spent, held)
    select p_org, m.month, m.spent, m.held
      from jsonb_to_recordset(p_write->'months') as m (month date, spent numeric, held numeric)
    on conflict (org_id, month_on) do update
      set spent = s.spent + excluded.spent, held = s.held + excluded.held;
  end if;
end
$$;

-- Use of the weekly quota, with a notice for each threshold that this very write crosses; and the turn of a week.
create or replace function write_quota(p_org text, p_now timestamptz, p_write jsonb) returns void
language plpgsql as $$
declare
  v_move record;
begin
  if p_write ? 'open_week' then
    update quota_weeks q set archived_at = p_now where q.org_id = p_org and q.archived_at is null;
    insert into quota_weeks
    select (jsonb_populate_record(null::quota_weeks, (p_write->'open_week') || jsonb_build_object('org_id', p_org,
      'used', 0, 'held', 0, 'opened_at', p_now, 'archived_at', null))).*;
  end if;
  for v_move in
    select w.week, w.used, w.held, w.thresholds, w.meters, q.used as before
      from jsonb_to_recordset(coalesce(p_write->'weeks', '[]')) as w (week text, used numeric, held numeric,
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

create or replace function write_reservations(p_org text, p_now timestamptz, p_write jsonb) returns void
language plpgsql as $$
begin
  if p_write ? 'open' then
    insert into reservations (org_id, reservation_id, input_hash, meter, quantity, amount, parts, month_on, state,
      held_at, expires_at)
    select p_org, r.id, decode(r.hash, 'hex'), r.meter, r.quantity, r.amount, r.parts, r.month, 'open', p_now,
           r.expires_at
      from jsonb_to_recordset(p_write->'open') as r (id text, hash text, meter text, quantity numeric, amount numeric,
        parts jsonb, month date, expires_at timestamptz);
  end if;
  if p_write ? 'close' then
    update reservations r set state = c.state, closed_at = p_now, settled_by = c.by
      from jsonb_to_recordset(p_write->'close') as c (id text, state text, by text)
     where r.org_id = p_org and r.reservation_id = c.id and r.state = 'open';
  end if;
  if p_write ? 'unfunded' then
    insert into unfunded_usage as u (org_id, idempotency_key, input_hash, event, amount, reason, attempts, first_at,
      last_at)
    select p_org, x.key, decode(x.hash, 'hex'), x.event, x.amount, x.reason, 1, p_now, p_now
      from jsonb_to_recordset(p_write->'unfunded') as x (key text, hash text, event jsonb, amount numeric, reason text)
    on conflict (org_id, idempotency_key) do update
      set attempts = u.attempts + 1, last_at = excluded.last_at, reason = excluded.reason;
  end if;
end
$$;

create or replace function write_funding_settings(p_org text, p_now timestamptz, p_sequence bigint, p_write jsonb)
returns void
language plpgsql as $$
begin
  if p_write ? 'biller' then
    insert into org_billers (org_id, sequence, biller, effective_at, recorded_at, recorded_by)
    values (p_org, p_sequence, p_write->'biller'->>'biller', (p_write->'biller'->>'effective_at')::timestamptz, p_now,
      p_write->>'by');
  end if;
  if p_write ? 'settings' then
    insert into org_funding
    select (jsonb_populate_record(null::org_funding,
      (p_write->'settings') || jsonb_build_object('org_id', p_org, 'updated_at', p_now))).*
    on conflict (org_id) do update set free_credit = excluded.free_credit, subscribed = excluded.subscribed,
      spend_cap = excluded.spend_cap, max_disk_mb = excluded.max_disk_mb, tier = excluded.tier,
      concurrency = excluded.concurrency, cell = excluded.cell, updated_at = excluded.updated_at;
  end if;
  if p_write ? 'payment_method' then
    insert into org_payment_methods
    select (jsonb_populate_record(null::org_payment_methods,
      (p_write->'payment_method') || jsonb_build_object('org_id', p_org, 'updated_at', p_now))).*
    on conflict (org_id) do update set stripe_customer_id = excluded.stripe_customer_id,
      card_brand = excluded.card_brand, card_last4 = excluded.card_last4, updated_at = excluded.updated_at;
  end if;
  if p_write ? 'subscription' then
    insert into subscriptions
    select (jsonb_populate_record(null::subscriptions,
      (p_write->'subscription') || jsonb_build_object('org_id', p_org, 'changed_at', p_now))).*
    on conflict (org_id) do update set plan = excluded.plan, plan_version = excluded.plan_version,
      billed = excluded.billed, status = excluded.status, period_started_at = excluded.period_started_at,
      changed_at = excluded.changed_at;
  end if;
  if p_write ? 'period_started_at' then
    update subscriptions s set period_started_at = (p_write->>'period_started_at')::timestamptz, changed_at = p_now
     where s.org_id = p_org;
  end if;
end
$$;

-- Brings draws to the gate. Where nothing is left and nothing held, or usage was refused, the org is halted, and the
-- cell that runs it is told.
create or replace function move_gate(p_org text, p_now timestamptz, p_gate org_gates, p_move jsonb) returns void
language plpgsql as $$
declare
  v_halted boolean;
  v_short boolean := coalesce((p_move->>'short')::boolean, false);
begin
  v_halted := p_gate.halted or v_short or (
    coalesce(p_gate.remaining + (p_move->>'remaining')::numeric <= 0, false)
    and p_gate.held + (p_move->>'held')::numeric <= 0
    and p_gate.units_remaining + (p_move->>'units_remaining')::numeric <= 0
    and p_gate.units_held + (p_move->>'units_held')::numeric <= 0);
  update org_gates g set version = p_gate.version, remaining = g.remaining + (p_move->>'remaining')::numeric,
      held = g.held + (p_move->>'held')::numeric,
      units_remaining = g.units_remaining + (p_move->>'units_remaining')::numeric,
      units_held = g.units_held + (p_move->>'units_held')::numeric,
      halted = v_halted,
      generation = g.generation + case when v_halted <> p_gate.halted then 1 else 0 end
   where g.org_id = p_org;
  if v_halted and not p_gate.halted then
    perform tell_cell(p_org, p_now, p_gate.cell, p_gate.generation + 1);
  end if;
end
$$;

-- Sets the gate as it was projected; a halt that begins or ends is told to the cell.
create or replace function set_gate(p_org text, p_now timestamptz, p_version bigint, p_row jsonb) returns org_gates
language plpgsql as $$
declare
  v_before org_gates;
  v_gate org_gates;
begin
  select * into v_before from org_gates g where g.org_id = p_org for update;
  v_gate := jsonb_populate_record(null::org_gates, p_row || jsonb_build_object('org_id', p_org, 'version', p_version,
    'projected_at', p_now));
  v_gate.generation := coalesce(v_before.generation, 0)
    + case when v_gate.halted <> coalesce(v_before.halted, false) then 1 else 0 end;
  insert into org_gates select v_gate.*
  on conflict (org_id) do update set version = excluded.version, biller = excluded.biller, halted = excluded.halted,
    reason = excluded.reason, currency = excluded.currency, remaining = excluded.remaining, held = excluded.held,
    unit = excluded.unit, units_remaining = excluded.units_remaining, units_held = excluded.units_held,
    max_disk_mb = excluded.max_disk_mb, max_memory_mb = excluded.max_memory_mb, max_vcpus = excluded.max_vcpus,
    concurrency = excluded.concurrency, cell = excluded.cell, generation = excluded.generation,
    price_book = excluded.price_book, zone = excluded.zone, units_base = excluded.units_base, units_per_cost = excluded.units_per_cost,
    units_ceiling = excluded.units_ceiling,
    valid_until = excluded.valid_until, projected_at = excluded.projected_at;
  if v_gate.halted <> coalesce(v_before.halted, false) then
    perform tell_cell(p_org, p_now, v_gate.cell, v_gate.generation);
  end if;
  return v_gate;
end
$$;

create or replace function tell_cell(p_org text, p_now timestamptz, p_cell text, p_generation bigint) returns void
language sql as $$
  insert into outbox (kind, org_id, reference, created_at, due_at)
  select 'cell_command', p_org, p_generation::text, p_now, p_now where p_cell is not null
$$;

-- Writes for several orgs in one call, in one order, so that two of them never wait for each other in a circle.
create or replace function write_fundings(p_now timestamptz, p_writes jsonb)
returns table (org text, outcome text, known jsonb, sequence bigint, version bigint, compute_remaining numeric)
language plpgsql as $$
declare
  v_write record;
begin
  for v_write in
    select w->>'org' as org, w as body from jsonb_array_elements(p_writes) w order by w->>'org' collate "C"
  loop
    return query select v_write.org, r.* from write_funding(v_write.org, p_now, v_write.body) r;
  end loop;
end
$$;
