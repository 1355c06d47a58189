-- Waives what is still owed of usage that nothing could pay: it is never charged, and its key counts as known from then on.
-- Whoever decided something about the account has to look again, and its gate is put out of force. Of those who settle it at
-- once one does. Answers waived · settled (it is charged or waived already) · unknown.
create or replace function waive_usage(
  p_org text, p_key text, p_reason text, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
begin
  -- Charges of the org are written under the same lock.
  perform from org_accounts a where a.org_id = p_org for update;
  if was_audited(p_audit) then
    return 'waived';
  end if;
  update unfunded_usage u set waived_at = p_at, waived_by = p_by, waived_reason = p_reason
   where u.org_id = p_org and u.idempotency_key = p_key and u.charged_at is null and u.waived_at is null;
  if not found then
    return case when exists (select from unfunded_usage u where u.org_id = p_org and u.idempotency_key = p_key)
      then 'settled' else 'unknown' end;
  end if;
  update org_accounts a set sequence = a.sequence + 1, version = a.version + 1 where a.org_id = p_org;
  update org_gates g set valid_until = p_at where g.org_id = p_org and g.valid_until > p_at;
  perform append_audit(p_audit);
  return 'waived';
end
$$;
