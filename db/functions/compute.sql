-- What an org may have of a machine in a region: its own quota, else everybody's limit. Null where the machine is unknown.
create or replace function machine_limit(p_org text, p_region text, p_machine_type text) returns integer
language sql stable as $$
  select coalesce(q."limit", t.default_limit)
    from machine_types t
    left join machine_quotas q on q.org_id = p_org and q.region = p_region and q.machine_type = t.machine_type
   where t.machine_type = p_machine_type
$$;

-- Saves the hardware an org asked for, where it is within the quota of this moment: the org's row is locked against a
-- quota that changes meanwhile. Answers applied · stale (the quota is lower now) · unknown_org.
create or replace function save_compute_settings(
  p_org text, p_region text, p_machine_type text, p_count integer, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  perform from orgs where org_id = p_org for no key update;
  if not found then
    return 'unknown_org';
  end if;
  if p_count > coalesce(machine_limit(p_org, p_region, p_machine_type), -1) then
    return 'stale';
  end if;
  insert into compute_settings (org_id, region, machine_type, count, updated_at)
  values (p_org, p_region, p_machine_type, p_count, p_at)
  on conflict (org_id) do update set region = excluded.region, machine_type = excluded.machine_type,
    count = excluded.count, updated_at = excluded.updated_at;
  perform append_audit(p_audit);
  return 'applied';
end
$$;

-- Sets an org's own quota of a machine in a region; null takes it away, and everybody's limit counts again. What was
-- saved under a higher one stays. Answers applied · unknown_org · unknown_machine_type.
create or replace function set_machine_quota(
  p_org text, p_region text, p_machine_type text, p_limit integer, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  perform from orgs where org_id = p_org for no key update;
  if not found then
    return 'unknown_org';
  end if;
  if not exists (select from machine_types where machine_type = p_machine_type) then
    return 'unknown_machine_type';
  end if;
  if p_limit is null then
    delete from machine_quotas where org_id = p_org and region = p_region and machine_type = p_machine_type;
  else
    insert into machine_quotas (org_id, region, machine_type, "limit", updated_at)
    values (p_org, p_region, p_machine_type, p_limit, p_at)
    on conflict (org_id, region, machine_type) do update
      set "limit" = excluded."limit", updated_at = excluded.updated_at;
  end if;
  perform append_audit(p_audit);
  return 'applied';
end
$$;

-- Adds a machine that compute settings can name. What it is never changes: the same again is applied, anything else
-- under its name exists. Answers applied · exists.
create or replace function add_machine_type(
  p_machine_type text, p_vcpus integer, p_memory_gb integer, p_default_limit integer, p_audit jsonb
) returns text
language plpgsql as $$
begin
  insert into machine_types (machine_type, vcpus, memory_gb, default_limit)
  values (p_machine_type, p_vcpus, p_memory_gb, p_default_limit) on conflict do nothing;
  if found then
    perform append_audit(p_audit);
    return 'applied';
  end if;
  return case when exists (
    select from machine_types where machine_type = p_machine_type and vcpus = p_vcpus and memory_gb = p_memory_gb
       and default_limit = p_default_limit) then 'applied' else 'exists' end;
end
$$;
