-- Publishes the next version of a plan, or its first (Q1). Nothing edits a version that is there; the name is the plan's.
-- p_version: the latest version and one more.
-- p_terms: the columns of plan_versions, without plan, version and who published when.
-- Answers applied · exists (somebody has published this version) · stale (versions in between are missing).
create or replace function publish_plan(
  p_plan text, p_name text, p_version integer, p_terms jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_refused text;
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  select refuse_version(p_version, max(v.version)) into v_refused from plan_versions v where v.plan = p_plan;
  if v_refused is not null then
    return v_refused;
  end if;
  insert into plans (plan, name) values (p_plan, p_name) on conflict do nothing;
  insert into plan_versions
  select (jsonb_populate_record(null::plan_versions, p_terms || jsonb_build_object('plan', p_plan, 'version', p_version,
    'published_at', p_at, 'published_by', p_by))).*
  on conflict do nothing;
  if not found then
    return 'exists';
  end if;
  update plans p set name = p_name where p.plan = p_plan and p.name <> p_name;
  perform append_audit(p_audit);
  return 'applied';
end
$$;
