-- Saves what an org wants to be told, if nobody else did since version p_expected; 0 where nothing was saved yet.
-- p_settings: {spend, credit_below, stopped, quota, payments, expiries, renewals}; servers of the version before leave out the
-- last two. Answers applied · stale.
create or replace function save_alert_settings(
  p_org text, p_expected integer, p_settings jsonb, p_at timestamptz, p_by text, p_audit jsonb
) returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  insert into alert_settings as s (org_id, version, spend, credit_below, stopped, quota, payments, expiries, renewals,
    changed_at, changed_by)
  select p_org, p_expected + 1, n.spend, n.credit_below, n.stopped, n.quota, n.payments, coalesce(n.expiries, true),
         coalesce(n.renewals, true), p_at, p_by
    from jsonb_populate_record(null::alert_settings, p_settings) n
   where p_expected = 0 or exists (select from alert_settings e where e.org_id = p_org)
  on conflict (org_id) do update
    set version = excluded.version, spend = excluded.spend, credit_below = excluded.credit_below,
        stopped = excluded.stopped, quota = excluded.quota, payments = excluded.payments, expiries = excluded.expiries,
        renewals = excluded.renewals, changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where s.version = p_expected;
  return audited(found, p_audit);
end
$$;

-- Raises those alerts that were not raised yet, each with an e-mail to send, and notes how far the org was looked at.
-- Kept without an e-mail are quiet ones, whatever is found when an org is looked at for the first time, which is no news,
-- and those beyond p_most of an org in a day.
-- p_alerts: [{key, kind, says, quiet}]. Answers how many are to be sent.
create or replace function raise_alerts(
  p_org text, p_sequence bigint, p_at timestamptz, p_alerts jsonb, p_most integer
) returns integer
language plpgsql as $$
declare
  v_new integer;
  v_known boolean := exists (select from alert_marks where org_id = p_org);
  v_left integer;
begin
  select greatest(0, p_most - count(*)) into v_left from alerts
   where org_id = p_org and raised_at > p_at - interval '1 day' and outcome is distinct from 'not_told';
  with found as (
    select a.key, a.kind, a.says,
           v_known and not coalesce(a.quiet, false) and row_number() over (order by a.quiet nulls first, a.key) <= v_left
             as is_told
      from jsonb_to_recordset(p_alerts) as a (key text, kind text, says jsonb, quiet boolean)
     where not exists (select from alerts e where e.org_id = p_org and e.alert_key = a.key)
  ), raised as (
    insert into alerts (org_id, alert_key, kind, says, raised_at, settled_at, outcome)
    select p_org, key, kind, says, p_at, case when not is_told then p_at end, case when not is_told then 'not_told' end
      from found
    on conflict do nothing
    returning alert_key, outcome
  )
  insert into outbox (kind, org_id, reference, created_at, due_at)
  select 'alert_mail', p_org, alert_key, p_at, p_at from raised where outcome is null;
  get diagnostics v_new = row_count;
  insert into alert_marks as m (org_id, sequence, looked_at) values (p_org, p_sequence, p_at)
  on conflict (org_id) do update
    set sequence = greatest(m.sequence, excluded.sequence), looked_at = greatest(m.looked_at, excluded.looked_at);
  return v_new;
end
$$;

-- Writes down one attempt to send an alert: with p_outcome it is sent no more, and the first outcome stays; without, it is
-- due again at p_due_at. A failure never puts off work that somebody else has taken since. What of it still waits to be sent
-- ends with it.
-- p_outcome: sent · nobody · no_server · given_up · not_told.
create or replace function settle_alert_mail(
  p_outbox_id bigint, p_attempts integer, p_org text, p_key text, p_at timestamptz, p_outcome text,
  p_due_at timestamptz, p_error text
) returns void
language plpgsql as $$
begin
  if p_outcome is null then
    update outbox set due_at = p_due_at, last_error = p_error
     where outbox_id = p_outbox_id and done_at is null and attempts = p_attempts;
    return;
  end if;
  update alerts set settled_at = p_at, outcome = p_outcome
   where org_id = p_org and alert_key = p_key and outcome is null;
  perform end_mails(p_org, 'alert_mail', p_key, case p_outcome when 'no_server' then 'no_server' else 'given_up' end,
    case p_outcome when 'not_told' then 'It was no news any more.' else '' end);
  update outbox set done_at = p_at, last_error = null where outbox_id = p_outbox_id and done_at is null;
end
$$;
