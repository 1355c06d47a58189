-- Length-prefixed text, so that two different lists of fields never hash alike.
create or replace function netstring(p_text text) returns text
language sql immutable strict parallel safe as $$
  select octet_length(p_text) || ':' || p_text || ','
$$;

create or replace function audit_hash(
  p_previous text, p_sequence bigint, p_entry_id text, p_at timestamptz, p_actor text, p_action text, p_org text, p_subject text,
  p_before text, p_after text
) returns text
language sql stable parallel safe as $$
  select encode(sha256(convert_to(
    netstring(p_previous) || netstring(p_sequence::text) || netstring(p_entry_id)
    || netstring(to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || netstring(p_actor) || netstring(p_action) || netstring(p_org) || netstring(p_subject)
    || netstring(p_before) || netstring(p_after), 'UTF8')), 'hex')
$$;

-- Appends one entry to the audit chain. The head row's lock puts entries in one order; a null entry appends nothing.
-- p_entry: {id, at, actor, action, org, subject, before, after}, before and after as JSON text.
create or replace function append_audit(p_entry jsonb) returns void
language plpgsql as $$
declare
  v_head audit_head;
  v_hash text;
begin
  if p_entry is null or p_entry = 'null'::jsonb then
    return;
  end if;
  select * into strict v_head from audit_head where id = 1 for update;
  v_hash := audit_hash(v_head.hash, v_head.sequence + 1, p_entry->>'id', (p_entry->>'at')::timestamptz,
    p_entry->>'actor', p_entry->>'action', p_entry->>'org', p_entry->>'subject', p_entry->>'before', p_entry->>'after');
  insert into audit_log (sequence, entry_id, at, actor, action, org_id, subject, before, after, previous_hash, hash)
  values (v_head.sequence + 1, p_entry->>'id', (p_entry->>'at')::timestamptz, p_entry->>'actor', p_entry->>'action',
    p_entry->>'org', p_entry->>'subject', p_entry->>'before', p_entry->>'after', v_head.hash, v_hash);
  update audit_head set sequence = v_head.sequence + 1, hash = v_hash where id = 1;
end
$$;

-- What a change that is audited answers: applied, with its entry appended, or stale if nothing was written.
create or replace function audited(p_written boolean, p_entry jsonb) returns text
language plpgsql as $$
begin
  if not p_written then
    return 'stale';
  end if;
  perform append_audit(p_entry);
  return 'applied';
end
$$;

-- True where the change of this entry was made by an earlier call whose answer was lost. A change takes its entry's id
-- along, so that making it again is making it once.
create or replace function was_audited(p_entry jsonb) returns boolean
language sql stable as $$
  select exists (select from audit_log where entry_id = p_entry->>'id')
$$;

-- The first sequence at which the chain does not hold, or null: an edited, removed, reordered or cut entry is found.
create or replace function audit_break() returns bigint
language sql stable as $$
  with entry as (
    select *, row_number() over (order by sequence) as place,
           coalesce(lag(hash) over (order by sequence), '') as expected_previous
      from audit_log
  ), broken as (
    select sequence from entry
     where sequence <> place or previous_hash <> expected_previous
        or hash <> audit_hash(previous_hash, sequence, entry_id, at, actor, action, org_id, subject, before, after)
    union all
    select head.sequence from audit_head head
     where head.sequence <> (select coalesce(max(sequence), 0) from audit_log)
        or head.hash <> coalesce((select hash from audit_log order by sequence desc limit 1), '')
  )
  select min(sequence) from broken
$$;
