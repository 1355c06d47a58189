-- Notes that work did not succeed: it waits by how often it was tried, and after the last wait it is left to a person.
-- p_waits: seconds after one attempt, after two, …
-- p_passing: seconds to wait where what failed says nothing against the work (a service that was away); such an attempt
-- does not count. Null otherwise.
create or replace function note_retry(
  p_org text, p_kind text, p_reference text, p_version bigint, p_error text, p_waits integer[], p_passing integer,
  p_at timestamptz
) returns void
language sql as $$
  insert into retries as r (org_id, kind, reference, attempts, version, first_at, last_at, next_at, error)
  values (p_org, p_kind, p_reference, 1, p_version, p_at, p_at,
    p_at + make_interval(secs => coalesce(p_passing, p_waits[1])), p_error)
  on conflict (org_id, kind, reference) do update
    set attempts = r.attempts + (p_passing is null)::integer, version = excluded.version, last_at = p_at,
        error = excluded.error,
        next_at = p_at + make_interval(secs => coalesce(p_passing, p_waits[r.attempts + 1]))
$$;

-- Forgets work that succeeded. p_done: [{org, reference}].
create or replace function clear_retries(p_kind text, p_done jsonb) returns void
language sql as $$
  delete from retries r using jsonb_to_recordset(p_done) as d (org text, reference text)
   where r.org_id = d.org and r.kind = p_kind and r.reference = d.reference
$$;

-- Makes work that waits due at once. Answers due · unknown.
create or replace function retry_now(p_org text, p_kind text, p_reference text, p_now timestamptz, p_audit jsonb)
returns text
language plpgsql as $$
begin
  update retries set next_at = p_now where org_id = p_org and kind = p_kind and reference = p_reference;
  if not found then
    return 'unknown';
  end if;
  perform append_audit(p_audit);
  return 'due';
end
$$;
