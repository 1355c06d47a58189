-- Replaces an org's free-credit months with those that were computed from its account: a month that is not among them
-- goes, one that is as it was stays untouched. p_months: [{month, spend, usage_hours, credits_applied, billable_spend,
-- status}]. p_sequence: nothing may have been recorded since it was read; or p_version: nothing but usage and what paid
-- it. Answers applied · stale (read and compute again) · unknown_org.
create or replace function write_free_credit_months(
  p_org text, p_sequence bigint, p_version bigint, p_months jsonb, p_now timestamptz
) returns text
language plpgsql as $$
declare
  v_account org_accounts;
begin
  select * into v_account from org_accounts a where a.org_id = p_org for update;
  if not found then
    return 'unknown_org';
  end if;
  if p_sequence <> v_account.sequence or p_version <> v_account.version then
    return 'stale';
  end if;
  delete from free_credit_months f
   where f.org_id = p_org
     and not exists (select from jsonb_to_recordset(p_months) as m (month date) where m.month = f.month_on);
  insert into free_credit_months as f (org_id, month_on, spend, usage_hours, credits_applied, billable_spend, status,
    reconciled_at)
  select p_org, m.month, m.spend, m.usage_hours, m.credits_applied, m.billable_spend, m.status, p_now
    from jsonb_to_recordset(p_months) as m (month date, spend numeric, usage_hours numeric, credits_applied numeric,
      billable_spend numeric, status text)
  on conflict (org_id, month_on) do update
    set spend = excluded.spend, usage_hours = excluded.usage_hours, credits_applied = excluded.credits_applied,
        billable_spend = excluded.billable_spend, status = excluded.status, reconciled_at = excluded.reconciled_at
    where (f.spend, f.usage_hours, f.credits_applied, f.billable_spend, f.status) is distinct from
      (excluded.spend, excluded.usage_hours, excluded.credits_applied, excluded.billable_spend, excluded.status);
  return 'applied';
end
$$;
