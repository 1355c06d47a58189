-- True where nothing is left at a gate, and nothing held, once it has moved.
create or replace function is_spent(p_gate org_gates, p_remaining numeric, p_held numeric, p_units numeric,
  p_units_held numeric) returns boolean
language sql immutable as $$
  select coalesce(p_gate.remaining + p_remaining <= 0, false) and p_gate.held + p_held <= 0
    and p_gate.units_remaining + p_units <= 0 and p_gate.units_held + p_units_held <= 0
$$;

-- What usage and credit move, for all orgs that may go on together: sequences are drawn, events appended and rolled up,
-- grants drawn with their entries, months and gates moved. Where nothing is left at a gate and nothing held, or usage was
-- refused, the org is halted, and the cell that runs it is told. A statement for each kind of row that there is: those
-- that are not cost nothing.
-- p_before: by org, the sequence that its account had.   p_waits: whether usage of some of them waits for funds.
-- Answers the compute units that are left, by org, where it lives on a quota.
-- Fails with KFALL where a grant has less than is drawn.
create or replace function move_funds(
  p_now timestamptz, p_heads jsonb, p_rows jsonb, p_before jsonb, p_waits boolean
) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
  v_drawn bigint;
  v_left jsonb;
  v_told jsonb;
begin
  if p_waits then
    update unfunded_usage u set charged_at = p_now
      from jsonb_to_recordset(p_rows->'events') as t (org text, key text)
     where p_before ? t.org and u.org_id = t.org and u.idempotency_key = t.key and u.charged_at is null;
  end if;
  if p_rows ? 'unfunded' then
    insert into unfunded_usage as u (org_id, idempotency_key, input_hash, event, amount, sequence, place, day_on,
      price_book, price_version, units, reason, attempts, first_at, last_at)
    select x.org, x.key, decode(x.hash, 'hex'), x.event, x.amount,
           coalesce(x.sequence, (p_before->>x.org)::bigint + 1), coalesce(x.place, x.i), x.day, x.book, x.version, x.units,
           x.reason, 1, p_now, p_now
      from jsonb_to_recordset(p_rows->'unfunded') as x (org text, i integer, key text, hash text, event jsonb, amount numeric,
        day date, book text, version integer, units numeric, reason text, sequence bigint, place integer)
     where p_before ? x.org
    on conflict (org_id, idempotency_key) do update
      set attempts = u.attempts + 1, last_at = excluded.last_at, reason = excluded.reason;
  end if;
  if p_rows ? 'instalments' then
    update unfunded_usage u set paid = x.paid, paid_units = x.units, parts = x.parts, attempts = u.attempts + 1,
        last_at = p_now
      from jsonb_to_recordset(p_rows->'instalments') as x (org text, key text, paid numeric, units numeric, parts jsonb)
     where p_before ? x.org and u.org_id = x.org and u.idempotency_key = x.key;
  end if;
  if p_rows ? 'events' then
    with item as (
      select t.*, (p_before->>t.org)::bigint + t.i as place
        from jsonb_to_recordset(p_rows->'events') as t (org text, i bigint, key text, hash text, meter text,
          resource text, quantity numeric, at timestamptz, day date, properties jsonb, book text, version integer,
          amount numeric, biller text, paid_by text, units numeric, postpaid numeric, parts jsonb, takes_back text,
          original text)
       where p_before ? t.org
    ), added as (
      insert into usage_events (org_id, idempotency_key, input_hash, meter, resource, quantity, occurred_at, day_on,
        properties, price_book, price_version, amount, biller, paid_by, units, postpaid, parts, recorded_at, sequence,
        takes_back, original_key)
      select i.org, i.key, decode(i.hash, 'hex'), i.meter, i.resource, i.quantity, i.at, i.day, i.properties, i.book,
             i.version, i.amount, coalesce(i.biller, 'invoice'), coalesce(i.paid_by, 'postpaid'), i.units,
             coalesce(i.postpaid, i.amount), i.parts, p_now, i.place, i.takes_back, i.original
        from item i
    )
    insert into usage_daily as d
      (org_id, day_on, meter, resource, price_book, price_version, quantity, amount, postpaid, events)
    select i.org, i.day, i.meter, i.resource, i.book, i.version, sum(i.quantity), sum(i.amount),
           sum(coalesce(i.postpaid, i.amount)), sum(case when i.takes_back is null then 1 else -1 end)
      from item i
     group by i.org, i.day, i.meter, i.resource, i.book, i.version
    on conflict (org_id, day_on, meter, resource, price_book, price_version) do update
      set quantity = d.quantity + excluded.quantity, amount = d.amount + excluded.amount,
          postpaid = d.postpaid + excluded.postpaid, events = d.events + excluded.events;
  end if;
  if p_rows ? 'grants' then
    insert into credit_grants (org_id, grant_id, origin, asset, priority, expires_at, granted_at, sequence, granted,
      remaining, held, used, expired, refunded, returned_of)
    select g.org, g.id, g.origin, g.asset, g.priority, g.expires_at, p_now,
           (p_before->>g.org)::bigint + coalesce(g.step, funding_steps(p_heads->g.org)), g.granted, g.granted, 0, 0, 0, 0,
           g.returned_of
      from jsonb_to_recordset(p_rows->'grants') as g (org text, id text, origin text, asset text, priority integer,
        expires_at timestamptz, granted numeric, returned_of text, step bigint)
     where p_before ? g.org;
  end if;
  if p_rows ? 'draws' then
    update credit_grants g set remaining = g.remaining + d.remaining, held = g.held + d.held, used = g.used + d.used,
        expired = g.expired + d.expired, refunded = g.refunded + d.refunded,
        to_withhold = g.to_withhold + coalesce(d.to_withhold, 0)
      from jsonb_to_recordset(p_rows->'draws') as d (org text, "grant" text, remaining numeric, held numeric,
        used numeric, expired numeric, refunded numeric, to_withhold numeric)
     where p_before ? d.org and g.org_id = d.org and g.grant_id = d."grant"
       and g.remaining + d.remaining >= 0 and g.held + d.held >= 0 and g.expired + d.expired >= 0
       and g.to_withhold + coalesce(d.to_withhold, 0) >= 0;
    get diagnostics v_drawn = row_count;
    if v_drawn <> (select count(*) from jsonb_array_elements(p_rows->'draws') d where p_before ? (d->>'org')) then
      raise exception using errcode = 'KFALL', message = 'a grant has less than is drawn';
    end if;
  end if;
  if p_rows ? 'entries' then
    insert into ledger_entries (org_id, kind, reference, grant_id, asset, amount, occurred_at, recorded_at,
      recorded_by, note, sequence, input_hash)
    select e.org, e.kind, coalesce(e.reference, case e.kind when 'adjustment' then 'withheld:' else 'usage:' end
             || x.first || '-' || x.place || ':' || e."grant"),
           e."grant", e.asset, e.amount, p_now, p_now, e.by, coalesce(e.note, ''), x.place,
           decode(e.hash, 'hex')
      from jsonb_to_recordset(p_rows->'entries') as e (org text, "grant" text, kind text, reference text, asset text,
        amount numeric, note text, by text, hash text, step bigint)
     cross join lateral (
       select (p_before->>e.org)::bigint + coalesce(e.step, 1) as first,
              (p_before->>e.org)::bigint + coalesce(e.step, funding_steps(p_heads->e.org)) as place) x
     where p_before ? e.org;
  end if;
  if p_rows ? 'months' then
    -- What goes back is less than nothing, and no row may begin with that.
    insert into spend_months (org_id, month_on, spent, held)
    select m.org, m.month, 0, 0 from jsonb_to_recordset(p_rows->'months') as m (org text, month date)
     where p_before ? m.org
    on conflict do nothing;
    update spend_months s set spent = s.spent + m.spent, held = s.held + m.held
      from jsonb_to_recordset(p_rows->'months') as m (org text, month date, spent numeric, held numeric)
     where p_before ? m.org and s.org_id = m.org and s.month_on = m.month;
  end if;
  if p_rows ? 'moves' then
    with gate as (
      update org_gates g
         set version = g.version + coalesce((p_heads->m.org->>'reshape')::boolean, false)::integer,
             remaining = g.remaining + m.remaining, held = g.held + m.held,
             units_remaining = g.units_remaining + m.units_remaining, units_held = g.units_held + m.units_held,
             halted = g.halted or m.short or is_spent(g, m.remaining, m.held, m.units_remaining, m.units_held),
             generation = case
               when g.halted or not (m.short or is_spent(g, m.remaining, m.held, m.units_remaining, m.units_held))
               then g.generation else m.place end
        from (
          select t.*, coalesce((p_heads->t.org->>'short')::boolean, false) as short,
                 (p_before->>t.org)::bigint + funding_steps(p_heads->t.org) as place
            from jsonb_to_recordset(p_rows->'moves') as t (org text, remaining numeric, held numeric,
              units_remaining numeric, units_held numeric)
           where p_before ? t.org) m
       where g.org_id = m.org
      returning g.org_id, g.biller, g.units_remaining, g.cell, g.generation, g.generation = m.place as halts)
    select jsonb_object_agg(g.org_id, g.units_remaining) filter (where g.biller = 'plan_quota'),
           jsonb_object_agg(g.org_id, g.generation) filter (where g.halts and g.cell is not null)
      into v_left, v_told
      from gate g;
    if v_told is not null then
      insert into outbox (kind, org_id, reference, created_at, due_at)
      select 'cell_command', t.key, 'halt:' || t.value, p_now, p_now from jsonb_each_text(v_told) t;
    end if;
  end if;
  return v_left;
end
$$;
