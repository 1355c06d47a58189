-- Sets the platform's switches. The gates of orgs that have the biller plan_quota are projected again.
create or replace function set_platform_switches(p_compute_mode boolean, p_at timestamptz, p_audit jsonb) returns void
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return;
  end if;
  update platform_switches set compute_mode = p_compute_mode, updated_at = p_at where id = 1;
  update org_accounts a set version = a.version + 1
   where exists (select from org_billers b where b.org_id = a.org_id and b.biller = 'plan_quota');
  perform append_audit(p_audit);
end
$$;
