-- Sets the platform's switches. Organizations that are on weekly quotas stay on them: nothing of what they are charged by or
-- of what their gates say depends on it.
create or replace function set_platform_switches(p_compute_mode boolean, p_at timestamptz, p_audit jsonb) returns void
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return;
  end if;
  update platform_switches set compute_mode = p_compute_mode, updated_at = p_at where id = 1;
  perform append_audit(p_audit);
end
$$;
