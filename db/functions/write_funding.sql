drop function if exists record_usage(text, jsonb, timestamptz);

-- The one write of everything that moves funds: usage, reservations, credit, settings, and the gates with them. For each
-- org all of it stands or none. What is written was decided from an account as it was read; it is applied only where
-- that still holds. What is absent changes nothing.
--
-- p_heads: by org {
--   sequence   the account's sequence it was decided on: nothing at all may have been recorded since; or
--   version    the account's version: nothing but draws may have happened since, and every draw is guarded
--   reshape    true where a source has more than before, or another set of sources
--   events     how many there are of the org in the rows
--   book, book_version   the price book the events were priced by, which must still be the latest
--   claim      {kind: ledger, entry, reference} | {kind: audit} | {kind: reservation, id}: what makes it happen once
--   short      whether usage is refused now, or the org is funded again; absent leaves it as it was
--   moved      true where rows hold a move of the gate
--   weeks      [{week, used, held, thresholds: [{percent, at}], meters: [{meter, units, events}]}]
--   open_week  a row of quota_weeks; the current one is archived
--   open       [rows of reservations]           close      [{id, state, by}]
--   biller, settings, payment_method, subscription   rows         period_started_at  of the subscription
--   gate       {set: row} | {expire: true}      by, audit
-- }
-- p_rows: of all orgs together, each row with its org {
--   events     [{i, key, hash, meter, resource, quantity, at, day, properties, book, version, amount, biller, paid_by,
--              units, postpaid, parts}], numbered from 1 in each org, keys distinct in it
--   unfunded   [{key, hash, event, amount, reason}] what no source paid
--   grants     [rows of credit_grants]          entries    [{grant, kind, reference, asset, amount, note, by}]
--   draws      [{grant, remaining, held, used, expired, refunded}]   months  [{month, spent, held, capped, most}]
--   moves      [{remaining, held, units_remaining, units_held, short}] of the gates
-- }
-- Answers one row an org: applied · repeated (with what is known) · known (keys of events that are counted already:
-- decide without them) · stale (read and decide again) · regate (the gate has to be projected first) · unknown_org.
--
-- Accounts are locked in one order, so that two calls never wait for each other in a circle, and one statement each:
-- where orgs are spread over shards, a call is made for one org.
drop function if exists write_fundings(timestamptz, jsonb, jsonb);
create or replace function write_fundings(p_now timestamptz, p_heads jsonb, p_rows jsonb)
returns table (org text, outcome text, known jsonb, sequence bigint, version bigint, compute_remaining numeric)
language plpgsql
-- Every table is reached by its key, one row for each row of the call. Plans are made once, when tables may still be
-- small, and must serve when they are large.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  v_org text;
  v_head jsonb;
  v_go text[] := '{}';
  v_row record;
begin
  for v_org, v_head in select h.key, h.value from jsonb_each(p_heads) h order by h.key collate "C" loop
    select * into v_row from lock_account(v_org, p_now, v_head);
    if v_row.outcome = 'go' then
      v_go := v_go || v_org;
    else
      return query select v_org, v_row.outcome, v_row.known, null::bigint, null::bigint, null::numeric;
    end if;
  end loop;
  if p_rows ?| array['events', 'unfunded'] then
    for v_row in select * from known_usage(p_rows, v_go) loop
      v_go := array_remove(v_go, v_row.org);
      return query select v_row.org, 'known', v_row.known, null::bigint, null::bigint, null::numeric;
    end loop;
  end if;
  for v_org in select distinct f from fallen_guards(p_heads, p_rows, v_go) f loop
    v_go := array_remove(v_go, v_org);
    return query select v_org, 'stale', null::jsonb, null::bigint, null::bigint, null::numeric;
  end loop;
  if v_go = '{}' then
    return;
  end if;
  for v_row in select * from apply_funding(p_now, p_heads, p_rows, v_go) loop
    v_head := p_heads->v_row.org;
    if v_head ?| array['weeks', 'open_week', 'open', 'close', 'biller', 'settings', 'payment_method', 'subscription',
      'period_started_at', 'gate', 'audit'] then
      perform write_sections(v_row.org, p_now, v_head, v_row.sequence, v_row.version);
    end if;
    return query select v_row.org, 'applied', null::jsonb, v_row.sequence, v_row.version, v_row.compute_remaining;
  end loop;
end
$$;

-- Locks an account and says whether the write may go on.
create or replace function lock_account(p_org text, p_now timestamptz, p_head jsonb, out outcome text, out known jsonb)
language plpgsql as $$
declare
  v_sequence bigint;
  v_version bigint;
begin
  select a.sequence, a.version into v_sequence, v_version from org_accounts a where a.org_id = p_org for update;
  if not found then
    outcome := 'unknown_org';
    return;
  end if;
  if p_head ? 'claim' then
    known := funding_claimed(p_org, p_head->'claim', p_head->'audit');
    if known is not null then
      outcome := 'repeated';
      return;
    end if;
  end if;
  if (p_head->>'sequence')::bigint <> v_sequence or (p_head->>'version')::bigint <> v_version then
    outcome := 'stale';
  elsif p_head ? 'moved' and not exists (
      select from org_gates g where g.org_id = p_org and g.version = v_version and g.valid_until > p_now) then
    outcome := 'regate';
  else
    outcome := 'go';
  end if;
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

-- Keys of events that are counted already, or wait for funds with another input, by org.
create or replace function known_usage(p_rows jsonb, p_go text[]) returns table (org text, known jsonb)
language plpgsql stable
-- Planned at each call: a plan made while there were few events would look through all of an org's to find one.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  v_waiting boolean := exists (select from unfunded_usage u where u.org_id = any(p_go) and u.charged_at is null);
begin
  return query
  select i.org, jsonb_agg(jsonb_build_object('key', i.key, 'same', k.input_hash = decode(i.hash, 'hex')))
    from (select x.org, x.key, x.hash from jsonb_to_recordset(p_rows->'events') as x (org text, key text, hash text)
          union all
          select x.org, x.key, x.hash
            from jsonb_to_recordset(p_rows->'unfunded') as x (org text, key text, hash text)) i
    cross join lateral (
      select e.input_hash from usage_events e where e.org_id = i.org and e.idempotency_key = i.key
      union all
      select u.input_hash from unfunded_usage u
       where v_waiting and u.org_id = i.org and u.idempotency_key = i.key and u.charged_at is null
         and u.input_hash <> decode(i.hash, 'hex')) k
   where i.org = any(p_go)
   group by i.org;
end
$$;

-- Orgs for which something that the write rests on is not so any more: a newer price, too little at a source, usage
-- that another biller charged since the moment from which a new one is to, a reservation that is closed.
create or replace function fallen_guards(p_heads jsonb, p_rows jsonb, p_go text[]) returns setof text
language plpgsql stable as $$
declare
  v_org text;
begin
  return query
    select h.key from jsonb_each(p_heads) h
     where h.key = any(p_go) and h.value ? 'book' and (h.value->>'book_version')::integer is distinct from
           (select max(v.version) from price_book_versions v where v.price_book = h.value->>'book');
  if p_rows ? 'draws' then
    return query
      select d.org from jsonb_to_recordset(p_rows->'draws') as d (org text, "grant" text, remaining numeric, held numeric)
        left join credit_grants g on g.org_id = d.org and g.grant_id = d."grant"
       where d.org = any(p_go) and (g.grant_id is null or g.remaining + d.remaining < 0 or g.held + d.held < 0);
  end if;
  if p_rows ? 'months' then
    return query
      select m.org
        from jsonb_to_recordset(p_rows->'months') as m (org text, month date, capped numeric, most numeric)
        left join spend_months s on s.org_id = m.org and s.month_on = m.month
       where m.org = any(p_go) and m.capped > 0 and coalesce(s.spent, 0) + coalesce(s.held, 0) + m.capped > m.most;
  end if;
  for v_org in
    select h.key from jsonb_each(p_heads) h
     where h.key = any(p_go) and h.value ?| array['weeks', 'close', 'biller'] and not sections_hold(h.key, h.value)
  loop
    return next v_org;
  end loop;
end
$$;

create or replace function sections_hold(p_org text, p_head jsonb) returns boolean
language sql stable as $$
  select not exists (
      select from jsonb_to_recordset(p_head->'weeks') as w (week text, used numeric, held numeric)
        left join quota_weeks q on q.org_id = p_org and q.week_id = w.week
       where q.week_id is null or q.used + w.used + q.held + w.held > q.quota or q.held + w.held < 0)
    and not exists (
      select from jsonb_to_recordset(p_head->'close') as c (id text)
        left join reservations r on r.org_id = p_org and r.reservation_id = c.id
       where r.state is distinct from 'open')
    and not exists (
      select from usage_events e
       where e.org_id = p_org and e.day_on >= (p_head->'biller'->>'effective_at')::timestamptz::date - 1
         and e.occurred_at >= (p_head->'biller'->>'effective_at')::timestamptz)
$$;

-- What usage and credit move, for all orgs that may go on in one statement: sequences are drawn, events appended and
-- rolled up, grants drawn with their entries, months and gates moved. Where nothing is left at a gate and nothing held,
-- or usage was refused, the org is halted, and the cell that runs it is told.
create or replace function apply_funding(p_now timestamptz, p_heads jsonb, p_rows jsonb, p_go text[])
returns table (org text, sequence bigint, version bigint, compute_remaining numeric)
language plpgsql as $$
#variable_conflict use_column
begin
  if p_rows ? 'events' and exists (
      select from unfunded_usage u where u.org_id = any(p_go) and u.charged_at is null) then
    update unfunded_usage u set charged_at = p_now
      from jsonb_to_recordset(p_rows->'events') as t (org text, key text)
     where t.org = any(p_go) and u.org_id = t.org and u.idempotency_key = t.key and u.charged_at is null;
  end if;
  if p_rows ? 'unfunded' then
    insert into unfunded_usage as u (org_id, idempotency_key, input_hash, event, amount, reason, attempts, first_at,
      last_at)
    select x.org, x.key, decode(x.hash, 'hex'), x.event, x.amount, x.reason, 1, p_now, p_now
      from jsonb_to_recordset(p_rows->'unfunded') as x (org text, key text, hash text, event jsonb, amount numeric,
        reason text)
     where x.org = any(p_go)
    on conflict (org_id, idempotency_key) do update
      set attempts = u.attempts + 1, last_at = excluded.last_at, reason = excluded.reason;
  end if;
  if p_rows ? 'months' then
    -- What goes back is less than nothing, and no row may begin with that.
    insert into spend_months (org_id, month_on, spent, held)
    select m.org, m.month, 0, 0 from jsonb_to_recordset(p_rows->'months') as m (org text, month date)
     where m.org = any(p_go)
    on conflict do nothing;
  end if;
  return query
  with account as (
    update org_accounts a
       set sequence = a.sequence + greatest(coalesce((h.value->>'events')::bigint, 0), 1),
           version = a.version + case when (h.value->>'reshape')::boolean then 1 else 0 end,
           short = coalesce((h.value->>'short')::boolean, a.short)
      from jsonb_each(p_heads) h
     where h.key = any(p_go) and a.org_id = h.key
    returning a.org_id, a.sequence, a.version,
      a.sequence - greatest(coalesce((h.value->>'events')::bigint, 0), 1) as before
  ), item as (
    select t.*, a.before + t.i as place
      from jsonb_to_recordset(p_rows->'events') as t (org text, i bigint, key text, hash text, meter text,
        resource text, quantity numeric, at timestamptz, day date, properties jsonb, book text, version integer,
        amount numeric, biller text, paid_by text, units numeric, postpaid numeric, parts jsonb)
      join account a on a.org_id = t.org
  ), added as (
    insert into usage_events (org_id, idempotency_key, input_hash, meter, resource, quantity, occurred_at, day_on,
      properties, price_book, price_version, amount, biller, paid_by, units, postpaid, parts, recorded_at, sequence)
    select i.org, i.key, decode(i.hash, 'hex'), i.meter, i.resource, i.quantity, i.at, i.day, i.properties, i.book,
           i.version, i.amount, coalesce(i.biller, 'invoice'), coalesce(i.paid_by, 'postpaid'), i.units,
           coalesce(i.postpaid, i.amount), i.parts, p_now, i.place
      from item i
  ), rolled as (
    insert into usage_daily as d
      (org_id, day_on, meter, resource, price_book, price_version, quantity, amount, postpaid, events)
    select i.org, i.day, i.meter, i.resource, i.book, i.version, sum(i.quantity), sum(i.amount),
           sum(coalesce(i.postpaid, i.amount)), count(*)
      from item i
     group by i.org, i.day, i.meter, i.resource, i.book, i.version
    on conflict (org_id, day_on, meter, resource, price_book, price_version) do update
      set quantity = d.quantity + excluded.quantity, amount = d.amount + excluded.amount,
          postpaid = d.postpaid + excluded.postpaid, events = d.events + excluded.events
  ), granted as (
    insert into credit_grants (org_id, grant_id, origin, asset, priority, expires_at, granted_at, sequence, granted,
      remaining, held, used, expired, refunded)
    select a.org_id, g.id, g.origin, g.asset, g.priority, g.expires_at, p_now, a.sequence, g.granted, g.granted, 0, 0,
           0, 0
      from jsonb_to_recordset(p_rows->'grants') as g (org text, id text, origin text, asset text, priority integer,
        expires_at timestamptz, granted numeric)
      join account a on a.org_id = g.org
  ), drawn as (
    update credit_grants g set remaining = g.remaining + d.remaining, held = g.held + d.held, used = g.used + d.used,
        expired = g.expired + d.expired, refunded = g.refunded + d.refunded
      from jsonb_to_recordset(p_rows->'draws') as d (org text, "grant" text, remaining numeric, held numeric,
        used numeric, expired numeric, refunded numeric)
     where d.org = any(p_go) and g.org_id = d.org and g.grant_id = d."grant"
  ), entered as (
    insert into ledger_entries (org_id, kind, reference, grant_id, asset, amount, occurred_at, recorded_at,
      recorded_by, note, sequence)
    select a.org_id, e.kind, coalesce(e.reference, 'usage:' || (a.before + 1) || '-' || a.sequence || ':' || e."grant"),
           e."grant", e.asset, e.amount, p_now, p_now, e.by, coalesce(e.note, ''), a.sequence
      from jsonb_to_recordset(p_rows->'entries') as e (org text, "grant" text, kind text, reference text, asset text,
        amount numeric, note text, by text)
      join account a on a.org_id = e.org
  ), spent as (
    update spend_months s set spent = s.spent + m.spent, held = s.held + m.held
      from jsonb_to_recordset(p_rows->'months') as m (org text, month date, spent numeric, held numeric)
     where m.org = any(p_go) and s.org_id = m.org and s.month_on = m.month
  ), gate as (
    update org_gates g
       set version = a.version, remaining = g.remaining + m.remaining, held = g.held + m.held,
           units_remaining = g.units_remaining + m.units_remaining, units_held = g.units_held + m.units_held,
           halted = g.halted or x.halts,
           generation = case when x.halts and not g.halted then a.sequence else g.generation end
      from jsonb_to_recordset(p_rows->'moves') as m (org text, remaining numeric, held numeric,
        units_remaining numeric, units_held numeric, short boolean)
      join account a on a.org_id = m.org
      join org_gates b on b.org_id = m.org
      cross join lateral (select coalesce(m.short, false) or (
        coalesce(b.remaining + m.remaining <= 0, false) and b.held + m.held <= 0
        and b.units_remaining + m.units_remaining <= 0 and b.units_held + m.units_held <= 0) as halts) x
     where g.org_id = m.org
    returning g.org_id, g.cell, case when g.biller = 'plan_quota' then g.units_remaining end as compute_remaining,
      g.generation, g.generation = a.sequence as halts
  ), told as (
    insert into outbox (kind, org_id, reference, created_at, due_at)
    select 'cell_command', g.org_id, 'halt:' || g.generation, p_now, p_now from gate g
     where g.halts and g.cell is not null
  )
  select a.org_id, a.sequence, a.version, g.compute_remaining from account a left join gate g on g.org_id = a.org_id;
end
$$;

-- What else belongs to an org's write.
create or replace function write_sections(
  p_org text, p_now timestamptz, p_head jsonb, p_sequence bigint, p_version bigint
) returns void
language plpgsql as $$
begin
  if p_head ?| array['weeks', 'open_week'] then
    perform write_quota(p_org, p_now, p_head);
  end if;
  if p_head ?| array['open', 'close'] then
    perform write_reservations(p_org, p_now, p_head);
  end if;
  if p_head ?| array['biller', 'settings', 'payment_method', 'subscription', 'period_started_at'] then
    perform write_funding_settings(p_org, p_now, p_sequence, p_head);
  end if;
  if p_head->'gate' ? 'expire' then
    update org_gates g set valid_until = p_now where g.org_id = p_org;
  elsif p_head ? 'gate' then
    perform set_gate(p_org, p_now, p_sequence, p_version, p_head->'gate'->'set');
  end if;
  if jsonb_typeof(p_head->'audit') = 'object' then
    perform append_audit(p_head->'audit');
  end if;
end
$$;

-- Use of the weekly quota, with a notice for each threshold that this very write crosses; and the turn of a week.
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

create or replace function write_reservations(p_org text, p_now timestamptz, p_head jsonb) returns void
language plpgsql as $$
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
    update reservations r set state = c.state, closed_at = p_now, settled_by = c.by
      from jsonb_to_recordset(p_head->'close') as c (id text, state text, by text)
     where r.org_id = p_org and r.reservation_id = c.id and r.state = 'open';
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
    insert into org_payment_methods
    select (jsonb_populate_record(null::org_payment_methods,
      (p_head->'payment_method') || jsonb_build_object('org_id', p_org, 'updated_at', p_now))).*
    on conflict (org_id) do update set stripe_customer_id = excluded.stripe_customer_id,
      card_brand = excluded.card_brand, card_last4 = excluded.card_last4, updated_at = excluded.updated_at;
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
    concurrency = excluded.concurrency, cell = excluded.cell, price_book = excluded.price_book, zone = excluded.zone,
    units_base = excluded.units_base, units_per_cost = excluded.units_per_cost,
    units_ceiling = excluded.units_ceiling, generation = excluded.generation, valid_until = excluded.valid_until,
    projected_at = excluded.projected_at;
  insert into outbox (kind, org_id, reference, created_at, due_at)
  select 'cell_command', p_org, case when v_gate.halted then 'halt:' else 'unblock:' end || v_gate.generation, p_now,
         p_now
   where v_tells and v_gate.cell is not null;
end
$$;
