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
--   stripe_subscriptions   {seen: the reading it was decided on, rows}
--   purchase   {id, payment_intent, tax, grant} that is paid now
--   stripe_event   {event, sentence} that brought it about, done with it
--   gate       {set: row} | {expire: true}      by, audit
-- }
-- p_rows: of all orgs together, each row with its org {
--   events     [{i, key, hash, meter, resource, quantity, at, day, properties, book, version, amount, biller, paid_by,
--              units, postpaid, parts}], numbered from 1 in each org, keys distinct in it
--   unfunded   [{key, hash, event, amount, reason}] what no source paid
--   grants     [rows of credit_grants]          entries    [{grant, kind, reference, asset, amount, note, by}]
--   draws      [{grant, remaining, held, used, expired, refunded}]   months  [{month, spent, held, capped, most}]
--   moves      [{remaining, held, units_remaining, units_held}] of the gates
-- }
-- Answers one row an org: applied · repeated (with what is known) · known (keys of events that are counted already:
-- decide without them) · stale (read and decide again) · regate (the gate has to be projected first) · unknown_org.
--
-- That events are new is not looked up but tried: where one is counted already, all is undone and done again with a look.
-- One statement serves all orgs: where they are spread over shards, a call is made for one org.
drop function if exists lock_account(text, timestamptz, jsonb), known_usage(jsonb, text[]),
  fallen_guards(jsonb, jsonb, text[]), apply_funding(timestamptz, jsonb, jsonb, text[]);
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
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    if v_constraint not like 'usage_events%' then
      raise;
    end if;
  end;
  return query select * from try_fundings(p_now, p_heads, p_rows, true);
end
$$;

-- The write, with a look for events that are counted already or without: then it fails where one is.
create or replace function try_fundings(p_now timestamptz, p_heads jsonb, p_rows jsonb, p_look boolean)
returns table (org text, outcome text, known jsonb, sequence bigint, version bigint, compute_remaining numeric)
language plpgsql as $$
#variable_conflict use_column
declare
  v_before jsonb := '{}';
  v_go text[];
  v_row record;
begin
  for v_row in select * from hold_accounts(p_now, p_heads) loop
    if v_row.outcome is null then
      v_before := v_before || jsonb_build_object(v_row.org, v_row.sequence);
    else
      return query select v_row.org, v_row.outcome, v_row.known, null::bigint, null::bigint, null::numeric;
    end if;
  end loop;
  v_go := array(select jsonb_object_keys(v_before));
  if p_look or p_rows ? 'events' and exists (
      select from unfunded_usage u where u.org_id = any(v_go) and u.charged_at is null) then
    for v_row in select * from known_events(p_rows, v_go) loop
      v_before := v_before - v_row.org;
      return query select v_row.org, 'known', v_row.known, null::bigint, null::bigint, null::numeric;
    end loop;
    v_go := array(select jsonb_object_keys(v_before));
  end if;
  for v_row in select distinct f as org from fallen_orgs(p_heads, p_rows, v_go) f loop
    v_before := v_before - v_row.org;
    return query select v_row.org, 'stale', null::jsonb, null::bigint, null::bigint, null::numeric;
  end loop;
  if v_before = '{}' then
    return;
  end if;
  for v_row in select * from apply_funding(p_now, p_heads, p_rows, v_before) loop
    if p_heads->v_row.org ?| array['weeks', 'open_week', 'open', 'close', 'biller', 'settings', 'payment_method',
      'subscription', 'period_started_at', 'stripe_subscriptions', 'purchase', 'stripe_event', 'gate', 'audit'] then
      perform write_sections(v_row.org, p_now, p_heads->v_row.org, v_row.sequence, v_row.version);
    end if;
    return query select v_row.org, 'applied', null::jsonb, v_row.sequence, v_row.version, v_row.compute_remaining;
  end loop;
end
$$;

-- How far a write moves its account's sequence: by its events, and by one where it has none.
create or replace function funding_steps(p_head jsonb) returns bigint
language sql immutable as $$ select greatest(coalesce((p_head->>'events')::bigint, 0), 1) $$;
