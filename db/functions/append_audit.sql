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

-- Appends entries to the audit chain. The head row's lock puts entries in one order; a null entry appends nothing.
-- p_entry: {id, at, actor, action, org, subject, before, after}, before and after as JSON text; or a list of them.
create or replace function append_audit(p_entry jsonb) returns void
language plpgsql as $$
declare
  v_head audit_head;
  v_entry jsonb;
  v_hash text;
begin
  if p_entry is null or p_entry = 'null'::jsonb then
    return;
  end if;
  select * into strict v_head from audit_head where id = 1 for update;
  for v_entry in select jsonb_array_elements(
    case jsonb_typeof(p_entry) when 'array' then p_entry else jsonb_build_array(p_entry) end)
  loop
    v_hash := audit_hash(v_head.hash, v_head.sequence + 1, v_entry->>'id', (v_entry->>'at')::timestamptz,
      v_entry->>'actor', v_entry->>'action', v_entry->>'org', v_entry->>'subject', v_entry->>'before',
      v_entry->>'after');
    insert into audit_log (sequence, entry_id, at, actor, action, org_id, subject, before, after, previous_hash, hash)
    values (v_head.sequence + 1, v_entry->>'id', (v_entry->>'at')::timestamptz, v_entry->>'actor', v_entry->>'action',
      v_entry->>'org', v_entry->>'subject', v_entry->>'before', v_entry->>'after', v_head.hash, v_hash);
    v_head.sequence := v_head.sequence + 1;
    v_head.hash := v_hash;
  end loop;
  update audit_head set sequence = v_head.sequence, hash = v_head.hash where id = 1;
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

-- Verifies so many entries after one that holds: an edited, removed, reordered or cut entry is found. An entry that was
-- verified before has to be there still as it was then; the last of the chain has to be the one that the head names.
-- @returns the last entry that was looked at, the first that does not hold or null, and whether the chain ends there.
create or replace function audit_slice(p_after bigint, p_hash text, p_most bigint)
returns table (last bigint, last_hash text, broken bigint, ended boolean)
language sql stable as $$
  with slice as materialized (
    select * from audit_log where sequence > p_after order by sequence limit p_most
  ), entry as (
    select *, row_number() over (order by sequence) as place,
           coalesce(lag(hash) over (order by sequence), p_hash) as expected_previous
      from slice
  ), reached as (
    select coalesce(max(sequence), p_after) as last,
           coalesce((array_agg(hash order by sequence desc))[1], p_hash) as last_hash,
           count(*) < p_most as ended
      from slice
  ), broken as (
    select sequence from entry
     where sequence <> p_after + place or previous_hash <> expected_previous
        or hash <> audit_hash(previous_hash, sequence, entry_id, at, actor, action, org_id, subject, before, after)
    union all
    select p_after where p_after > 0 and not exists (select from audit_log where sequence = p_after and hash = p_hash)
    union all
    select head.sequence from audit_head head, reached
     where reached.ended and (head.sequence <> reached.last or head.hash <> reached.last_hash)
  )
  select reached.last, reached.last_hash, (select min(sequence) from broken), reached.ended from reached
$$;

-- The first sequence at which the whole audit chain does not hold, or null.
create or replace function audit_break() returns bigint
language sql stable as $$
  select broken from audit_slice(0, '', 9223372036854775807)
$$;

-- Verifies the next entries of the chain: first those since the last verified one, and if there are no more, some of the
-- walk that began with the first entry. One that does not hold is looked at again until it does.
-- @returns how many entries were verified for the first time; null if another process verifies at this moment.
create or replace function verify_audit(p_most bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_check audit_checks;
  v_new record;
  v_again record;
begin
  select * into v_check from audit_checks where id = 1 for update skip locked;
  if not found then
    return null;
  end if;
  select * into v_new from audit_slice(v_check.sequence, v_check.hash, p_most);
  if v_new.broken is not null then
    update audit_checks set checked_at = p_at, broken_at = v_new.broken where id = 1;
    return 0;
  end if;
  if not v_new.ended then
    update audit_checks set sequence = v_new.last, hash = v_new.last_hash, checked_at = p_at where id = 1;
    return v_new.last - v_check.sequence;
  end if;
  select * into v_again from audit_slice(v_check.again_sequence, v_check.again_hash, p_most);
  update audit_checks
     set sequence = v_new.last, hash = v_new.last_hash, checked_at = p_at, broken_at = v_again.broken,
         whole_at = case when v_again.broken is null and v_again.ended then p_at else whole_at end,
         again_sequence = case when v_again.broken is not null then again_sequence
                               when v_again.ended then 0 else v_again.last end,
         again_hash = case when v_again.broken is not null then again_hash
                           when v_again.ended then '' else v_again.last_hash end
   where id = 1;
  return v_new.last - v_check.sequence;
end
$$;
