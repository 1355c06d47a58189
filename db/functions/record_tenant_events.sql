-- Appends events of one tenant and moves its projection, if nobody else did since it was read.
-- p_expected: the tenant's version as read, 0 where there was none.
-- p_events: [{table, id, kind, skill, at}] in order; p_state: {alive, suspended, skills, at}.
-- Answers applied · stale (read and decide again) · taken (the name is another org's) · unknown_org.
create or replace function record_tenant_events(
  p_org text, p_tenant text, p_expected integer, p_events jsonb, p_state jsonb, p_by text, p_recorded_at timestamptz,
  p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_sequence bigint;
begin
  select sequence into v_sequence from org_accounts where org_id = p_org for update;
  if not found then
    return 'unknown_org';
  end if;
  if coalesce((select version from tenants where org_id = p_org and tenant = p_tenant), 0) <> p_expected then
    return 'stale';
  end if;
  insert into tenant_register (tenant, org_id) values (p_tenant, p_org) on conflict (tenant) do nothing;
  if (select org_id from tenant_register where tenant = p_tenant) <> p_org then
    return 'taken';
  end if;

  insert into tenant_billing_lifecycle (org_id, event_id, tenant, kind, occurred_at, recorded_at, recorded_by, sequence)
  select p_org, e->>'id', p_tenant, e->>'kind', (e->>'at')::timestamptz, p_recorded_at, p_by, v_sequence + place
    from jsonb_array_elements(p_events) with ordinality as t (e, place) where e->>'table' = 'lifecycle';
  insert into tenant_skill_events
    (org_id, event_id, tenant, kind, skill, occurred_at, recorded_at, recorded_by, sequence)
  select p_org, e->>'id', p_tenant, e->>'kind', e->>'skill', (e->>'at')::timestamptz, p_recorded_at, p_by,
         v_sequence + place
    from jsonb_array_elements(p_events) with ordinality as t (e, place) where e->>'table' = 'skill';
  insert into tenant_suspension_events
    (org_id, event_id, tenant, kind, occurred_at, recorded_at, recorded_by, sequence)
  select p_org, e->>'id', p_tenant, e->>'kind', (e->>'at')::timestamptz, p_recorded_at, p_by, v_sequence + place
    from jsonb_array_elements(p_events) with ordinality as t (e, place) where e->>'table' = 'suspension';

  insert into tenants (org_id, tenant, version, alive, suspended, skills, changed_at)
  values (p_org, p_tenant, 1, (p_state->>'alive')::boolean, (p_state->>'suspended')::boolean,
    array(select jsonb_array_elements_text(p_state->'skills')), p_recorded_at)
  on conflict (org_id, tenant) do update set version = tenants.version + 1, alive = excluded.alive,
    suspended = excluded.suspended, skills = excluded.skills, changed_at = excluded.changed_at;
  update org_accounts set sequence = sequence + jsonb_array_length(p_events) where org_id = p_org;
  perform append_audit(p_audit);
  return 'applied';
end
$$;
