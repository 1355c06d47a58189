-- The one write of everything that moves funds: usage, reservations, credit, settings, and the gates with them. For each
-- org all of it stands or none. What is written was decided from an account as it was read; it is applied only where
-- that still holds. What is absent changes nothing.
--
-- p_heads: by org {
--   sequence   the account's sequence it was decided on: nothing at all may have been recorded since; or
--   version    the account's version: nothing but draws may have happened since, and every draw is guarded
--   by_turn    the process that writes: while another one has the turn, nothing is written
--   reshape    true where a source has more than before, or another set of sources
--   events     how many there are of the org in the rows
--   book, book_version   the price book the events were priced by, which must still be the latest
--   more_books   {book: version} of the further ones, if events of several days were priced by several
--   steps      how many writes are joined in this one, each of which moves the sequence
--   claim      {kind: ledger, entry, reference, hash?} | {kind: audit} | {kind: reservation, id} | {kind: usage_change, key,
--              revision} | {kind: each, of: [those of joined writes]}: what makes it happen once
--   short      whether usage waits that could not be paid; absent leaves it as it was
--   short_since  when the latest of it was used, with short
--   moved      true where rows hold a move of the gate
--   weeks      [{week, used, held, thresholds: [{percent, at}], meters: [{meter, units, events}]}]
--   open_week  a row of quota_weeks; the current one is archived
--   change_week  {week, plan, plan_version, quota, thresholds}: the current one goes on with another plan
--   open       [rows of reservations]           close      [{id, state, by}]
--   usage_change   a row of usage_changes       revoke     {key, paid, by, reason}: of usage that waited, with what was paid
--   biller, settings, payment_method, subscription   rows         period_started_at  of the subscription
--   stripe_subscriptions   {seen: the reading it was decided on, rows}
--   purchase   {id, payment_intent, tax, grant} that is paid now
--   gone       {id, grant, share} of credit whose money went back; with {taken, returned} it is there again
--   stripe_event   {event, sentence} that brought it about, done with it
--   gate       {set: row} | {expire: true}      by, audit
-- }
-- p_rows: of all orgs together, each row with its org {
--   events     [{i, key, hash, meter, resource, quantity, at, day, properties, book, version, amount, biller, paid_by,
--              units, postpaid, parts, waited, takes_back, original}], numbered from 1 in each org, keys distinct in it;
--              waited: it was unfunded, and is paid now; takes_back: it compensates that event; original: as what that
--              was first told
--   unfunded   [{key, hash, event, amount, day, book, version, units, reason, sequence?, place?}] what no source paid; with
--              the place in line of what it amends
--   instalments  [{key, paid, units, parts}] what of that was paid by now
--   grants     [rows of credit_grants]          entries    [{grant, kind, reference, asset, amount, note, by, hash}]
--              both with the step of the write that is joined
--   draws      [{grant, remaining, held, used, expired, refunded, to_withhold?}]   months  [{month, spent, held, capped, most}]
--   moves      [{remaining, held, units_remaining, units_held}] of the gates
-- }
-- Answers one row an org: applied · repeated (with what is known) · known (keys of events that are counted already, or
-- wait: decide without them) · stale (read and decide again) · regate (the gate has to be projected first) · unknown_org.
--
-- That events are new is not looked up but tried: where one is counted already, all is undone and done again with a look.
-- One statement serves all orgs: where they are spread over shards, a call is made for one org.
drop function if exists lock_account(text, timestamptz, jsonb), known_usage(jsonb, text[]),
  fallen_guards(jsonb, jsonb, text[]), apply_funding(timestamptz, jsonb, jsonb, text[]),
  apply_funding(timestamptz, jsonb, jsonb, jsonb), hold_accounts(timestamptz, jsonb);
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
declare
  v_constraint text;
begin
  begin
    return query select * from try_fundings(p_now, p_heads, p_rows, p_rows ? 'unfunded');
    return;
  exception when unique_violation or sqlstate 'KFALL' then
    get stacked diagnostics v_constraint = constraint_name;
    if sqlstate <> 'KFALL' and v_constraint not like 'usage_events%' then
      raise;
    end if;
  end;
  return query select * from try_fundings(p_now, p_heads, p_rows, true);
end
$$;

-- Several writes of one org, one after the other: each was decided on what those before it leave.
-- p_writes: [{now, heads, rows}] as write_fundings takes them. Answers one row a write, by its place.
create or replace function write_fundings_in_order(p_writes jsonb)
returns table (place integer, org text, outcome text, known jsonb, sequence bigint, version bigint, compute_remaining numeric)
language plpgsql as $$
declare
  v_place integer := 0;
  v_write jsonb;
begin
  for v_write in select value from jsonb_array_elements(p_writes) with ordinality order by ordinality loop
    v_place := v_place + 1;
    return query select v_place, f.*
      from write_fundings((v_write->>'now')::timestamptz, v_write->'heads', v_write->'rows') f;
  end loop;
end
$$;

-- The write, with a look for what stands in its way or without: then it fails where something does.
create or replace function try_fundings(p_now timestamptz, p_heads jsonb, p_rows jsonb, p_look boolean)
returns table (org text, outcome text, known jsonb, sequence bigint, version bigint, compute_remaining numeric)
language plpgsql as $$
#variable_conflict use_column
declare
  v_before jsonb;
  v_go text[];
  v_stopped jsonb;
  v_more boolean;
  v_waits boolean;
  v_left jsonb;
  v_row record;
begin
  -- Locked in one order, so that two calls never wait for each other in a circle; then looked at as they are now.
  perform a.org_id from jsonb_object_keys(p_heads) h join org_accounts a on a.org_id = h
    order by a.org_id collate "C" for update of a;
  select jsonb_object_agg(c.org, c.sequence) filter (where c.outcome is null),
         array_agg(c.org) filter (where c.outcome is null),
         jsonb_agg(jsonb_build_object('org', c.org, 'outcome', c.outcome, 'known', c.known))
           filter (where c.outcome is not null),
         bool_or(c.more)
    into v_before, v_go, v_stopped, v_more
    from (
      select h.key as org, a.sequence, k.known, h.value ?| funding_section_names() as more,
             case when a.org_id is null then 'unknown_org'
                  when k.known is not null then 'repeated'
                  when a.turn_until > clock_timestamp() and a.turn_of is distinct from h.value->>'by_turn' then 'stale'
                  when (h.value->>'sequence')::bigint <> a.sequence or (h.value->>'version')::bigint <> a.version
                    or (h.value->>'book_version')::integer is distinct from b.latest
                    or h.value ? 'more_books' and exists (
                      select from jsonb_each_text(h.value->'more_books') m where m.value::integer is distinct from
                        (select max(v.version) from price_book_versions v where v.price_book = m.key)) then 'stale'
                  when h.value ? 'moved' and (g.version = a.version and g.valid_until > p_now) is not true then 'regate'
             end as outcome
        from jsonb_each(p_heads) h
        left join org_accounts a on a.org_id = h.key
        left join org_gates g on g.org_id = h.key
        left join lateral (
          select funding_claimed(h.key, h.value->'claim', h.value->'audit') as known where h.value ? 'claim') k on true
        left join lateral (
          select max(v.version) as latest from price_book_versions v where v.price_book = h.value->>'book') b on true) c;
  if v_stopped is not null then
    return query select s.org, s.outcome, nullif(s.known, 'null'), null::bigint, null::bigint, null::numeric
      from jsonb_to_recordset(v_stopped) as s (org text, outcome text, known jsonb);
  end if;
  if v_before is null then
    return;
  end if;
  v_waits := p_rows ? 'events' and exists (
    select from unfunded_usage u where u.org_id = any(v_go) and u.charged_at is null);
  if p_look or v_waits then
    for v_row in select * from known_events(p_rows, v_go) loop
      v_before := v_before - v_row.org;
      v_go := array_remove(v_go, v_row.org);
      return query select v_row.org, 'known', v_row.known, null::bigint, null::bigint, null::numeric;
    end loop;
  end if;
  if p_look or v_more or p_rows ? 'months' then
    for v_row in select distinct f as org from fallen_orgs(p_heads, p_rows, v_go) f loop
      v_before := v_before - v_row.org;
      v_go := array_remove(v_go, v_row.org);
      return query select v_row.org, 'stale', null::jsonb, null::bigint, null::bigint, null::numeric;
    end loop;
  end if;
  if v_before = '{}' then
    return;
  end if;
  v_left := move_funds(p_now, p_heads, p_rows, v_before, v_waits);
  return query
  update org_accounts a
     set sequence = a.sequence + funding_steps(p_heads->b.org),
         version = a.version + coalesce((p_heads->b.org->>'reshape')::boolean, false)::integer,
         short = coalesce((p_heads->b.org->>'short')::boolean, a.short),
         short_since = case when p_heads->b.org ? 'short' then (p_heads->b.org->>'short_since')::timestamptz
           else a.short_since end
    from unnest(v_go) as b (org)
   where a.org_id = b.org
  returning a.org_id, 'applied', null::jsonb, a.sequence, a.version, (v_left->>a.org_id)::numeric;
  if v_more then
    perform write_sections(h.key, p_now, h.value, a.sequence, a.version)
      from jsonb_each(p_heads) h join org_accounts a on a.org_id = h.key
     where v_before ? h.key and h.value ?| funding_section_names();
  end if;
end
$$;

-- What else belongs to an org's write.
create or replace function funding_section_names() returns text[]
language sql immutable as $$
  select array['weeks', 'open_week', 'change_week', 'open', 'close', 'biller', 'settings', 'payment_method', 'subscription',
    'period_started_at', 'stripe_subscriptions', 'purchase', 'gone', 'stripe_event', 'usage_change', 'revoke', 'gate', 'audit']
$$;

-- How far a write moves its account's sequence: by its events, or by the writes that are joined in it; else by one.
create or replace function funding_steps(p_head jsonb) returns bigint
language sql immutable as $$ select greatest(coalesce((p_head->>'events')::bigint, (p_head->>'steps')::bigint), 1) $$;
