-- What is known of a write that was made before, or null.
create or replace function funding_claimed(p_org text, p_claim jsonb, p_audit jsonb) returns jsonb
language plpgsql as $$
begin
  if p_claim->>'kind' = 'ledger' then
    -- A reference that a caller chose, with what it asked for, is one for all that credit is given and taken by.
    return (select jsonb_build_object('grant', e.grant_id, 'amount', e.amount::text, 'asset', e.asset, 'entry', e.kind,
        'hash', encode(e.input_hash, 'hex'))
      from ledger_entries e where e.org_id = p_org and e.reference = p_claim->>'reference'
        and e.kind = any(case when p_claim ? 'hash' then array['grant', 'topup', 'refund', 'adjustment']
          else array[p_claim->>'entry'] end)
      order by e.kind = p_claim->>'entry' desc, e.sequence limit 1);
  elsif p_claim->>'kind' = 'reservation' then
    return (select jsonb_build_object('hash', encode(r.input_hash, 'hex'), 'state', r.state,
        'expires_at', to_char(r.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'amount', r.amount::text)
      from reservations r where r.org_id = p_org and r.reservation_id = p_claim->>'id');
  elsif p_claim->>'kind' = 'usage_change' then
    return (select '{}'::jsonb from usage_changes c where c.org_id = p_org and c.idempotency_key = p_claim->>'key'
        and c.revision = (p_claim->>'revision')::integer);
  elsif p_claim->>'kind' = 'each' then
    -- Of joined writes it is enough that one was made: then they are made one after the other.
    return case when any_claimed(p_org, p_claim->'of') then '{}'::jsonb end;
  end if;
  return case when was_audited(p_audit) then '{}'::jsonb end;
end
$$;

-- Whether any of several writes was made before, by ledger or reservation.
create or replace function any_claimed(p_org text, p_claims jsonb) returns boolean
language plpgsql stable
-- Only an index that holds the whole key serves, however small the tables are when it is planned.
set enable_indexscan = off
set enable_bitmapscan = off
as $$
begin
  return exists (
      select from reservations r where r.org_id = p_org and r.reservation_id = any(array(
        select c->>'id' from jsonb_array_elements(p_claims) c where c ? 'id')))
    or exists (
      select from jsonb_to_recordset(p_claims) as c (entry text, reference text)
       cross join unnest(array['grant', 'topup', 'refund', 'adjustment', c.entry]) as k (kind)
       cross join lateral (
         select from ledger_entries e
          where e.org_id = p_org and e.kind = k.kind and e.reference = c.reference offset 0) e
       where c.reference is not null);
end
$$;

-- Keys of events that are counted or waived already, or wait for funds, by org; of those that wait, how much they come to,
-- and of those that were taken back, that they were.
create or replace function known_events(p_rows jsonb, p_go text[]) returns table (org text, known jsonb)
language plpgsql stable
-- Planned at each call: a plan made while there were few events would look through all of an org's to find one.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  v_waiting boolean := exists (select from unfunded_usage u where u.org_id = any(p_go) and u.charged_at is null);
begin
  return query
  select i.org, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('key', i.key, 'same', k.input_hash = decode(i.hash, 'hex'),
           'waits', case when k.input_hash = decode(i.hash, 'hex') then k.waits::text end,
           'taken_back', case when exists (select from usage_changes c
             where c.org_id = i.org and c.idempotency_key = i.key and c.kind = 'taken_back') then true end)))
    from (select x.org, x.key, x.hash, coalesce(x.waited, false) as waited
            from jsonb_to_recordset(p_rows->'events') as x (org text, key text, hash text, waited boolean)
          union all
          select x.org, x.key, x.hash, false
            from jsonb_to_recordset(p_rows->'unfunded') as x (org text, key text, hash text)) i
    cross join lateral (
      select e.input_hash, null::numeric as waits from usage_events e where e.org_id = i.org and e.idempotency_key = i.key
      union all
      select u.input_hash, case when u.waived_at is null then u.amount end from unfunded_usage u
       where v_waiting and u.org_id = i.org and u.idempotency_key = i.key and u.charged_at is null
         and (not i.waited or u.waived_at is not null or u.input_hash <> decode(i.hash, 'hex'))) k
   where i.org = any(p_go)
   group by i.org;
end
$$;

-- Orgs for which something that the write rests on is not so any more: too little at a source, usage that another biller
-- charged since the moment from which a new one is to, a reservation that is closed, usage that waited and was paid more
-- of, cards or subscriptions that were read again.
create or replace function fallen_orgs(p_heads jsonb, p_rows jsonb, p_go text[]) returns setof text
language plpgsql stable as $$
declare
  v_org text;
begin
  if p_rows ? 'draws' then
    return query
      select d.org from jsonb_to_recordset(p_rows->'draws') as d (org text, "grant" text, remaining numeric, held numeric,
          expired numeric, to_withhold numeric)
        left join credit_grants g on g.org_id = d.org and g.grant_id = d."grant"
       where d.org = any(p_go) and (g.grant_id is null or g.remaining + d.remaining < 0 or g.held + d.held < 0
         or g.expired + d.expired < 0 or g.to_withhold + coalesce(d.to_withhold, 0) < 0);
  end if;
  if p_rows ? 'months' then
    return query
      select m.org
        from jsonb_to_recordset(p_rows->'months') as m (org text, month date, capped numeric, most numeric)
        left join spend_months s on s.org_id = m.org and s.month_on = m.month
       where m.org = any(p_go) and m.capped > 0 and coalesce(s.spent, 0) + coalesce(s.held, 0) + m.capped > m.most;
  end if;
  foreach v_org in array p_go loop
    if p_heads->v_org ?| array['weeks', 'change_week', 'close', 'biller', 'payment_method',
          'stripe_subscriptions', 'revoke']
        and not sections_hold(v_org, p_heads->v_org) then
      return next v_org;
    end if;
  end loop;
end
$$;

create or replace function sections_hold(p_org text, p_head jsonb) returns boolean
language plpgsql stable as $$
declare
  v_close text[];
begin
  if p_head ? 'weeks' and exists (
      select from jsonb_to_recordset(p_head->'weeks') as w (week text, used numeric, held numeric)
        left join quota_weeks q on q.org_id = p_org and q.week_id = w.week
       where q.week_id is null or q.used + w.used + q.held + w.held > q.quota or q.held + w.held < 0) then
    return false;
  end if;
  if p_head ? 'change_week' and not p_head ? 'open_week' and not exists (
      select from quota_weeks q
       where q.org_id = p_org and q.week_id = p_head->'change_week'->>'week' and q.archived_at is null
         and q.used + q.held <= (p_head->'change_week'->>'quota')::numeric) then
    return false;
  end if;
  if p_head ? 'close' then
    v_close := array(select distinct c->>'id' from jsonb_array_elements(p_head->'close') c);
    -- By their keys alone: what is open changes while plans stay.
    if cardinality(v_close) <> (select count(*) filter (where r.state = 'open') from reservations r
         where r.org_id = p_org and r.reservation_id = any(v_close)) then
      return false;
    end if;
  end if;
  if p_head ? 'revoke' and not exists (
      select from unfunded_usage u
       where u.org_id = p_org and u.idempotency_key = p_head->'revoke'->>'key' and u.charged_at is null
         and u.paid = (p_head->'revoke'->>'paid')::numeric) then
    return false;
  end if;
  if p_head ? 'payment_method' and exists (
      select from org_payment_methods m
       where m.org_id = p_org and m.version <> (p_head->'payment_method'->>'seen')::integer) then
    return false;
  end if;
  if p_head ? 'stripe_subscriptions' and exists (
      select from stripe_subscriptions s
       where s.org_id = p_org and s.reading <> (p_head->'stripe_subscriptions'->>'seen')::integer) then
    return false;
  end if;
  return not p_head ? 'biller' or not exists (
      select from usage_events e
       where e.org_id = p_org and e.day_on >= (p_head->'biller'->>'effective_at')::timestamptz::date - 1
         and e.occurred_at >= (p_head->'biller'->>'effective_at')::timestamptz);
end
$$;
