-- Starts a session of a person and ends what it replaces: the one this browser had, the person's oldest ones beyond as many
-- as somebody may have, and those whose time is over, of this person all of them and of others some.
-- p_replaced: the hash of the secret this browser sent along, or null. A session started, or seen, by the moments given is over.
create or replace function start_session(
  p_session jsonb, p_replaced bytea, p_most integer, p_started_by timestamptz, p_seen_by timestamptz, p_audit jsonb
) returns void
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return;
  end if;
  delete from user_sessions where secret_sha256 = p_replaced;
  delete from user_sessions
   where user_id = p_session->>'user_id' and (started_at <= p_started_by or seen_at <= p_seen_by);
  delete from user_sessions where session_id in (
    select session_id from user_sessions where started_at <= p_started_by order by started_at limit 100
       for update skip locked);
  delete from user_sessions where session_id in (
    select session_id from user_sessions where user_id = p_session->>'user_id'
     order by seen_at desc, session_id desc offset p_most - 1);
  insert into user_sessions (session_id, secret_sha256, user_id, via, device, started_at, seen_at)
  values (p_session->>'session_id', decode(p_session->>'secret_sha256', 'hex'), p_session->>'user_id',
    p_session->>'via', p_session->>'device', (p_session->>'at')::timestamptz, (p_session->>'at')::timestamptz)
  on conflict (session_id) do nothing;
  perform append_audit(p_audit);
end
$$;

-- Keeps that a session was used. Guarded, so that of many requests at once one writes.
create or replace function see_session(p_session text, p_before timestamptz, p_at timestamptz) returns void
language sql as $$
  update user_sessions set seen_at = p_at where session_id = p_session and seen_at <= p_before
$$;

-- Ends the sessions of a person, or one of them. Audited if there were any. Answers how many.
create or replace function end_sessions(p_user text, p_session text, p_audit jsonb) returns integer
language plpgsql as $$
declare
  v_count integer;
begin
  if was_audited(p_audit) then
    return (select (after::jsonb->>'sessions')::integer from audit_log where entry_id = p_audit->>'id');
  end if;
  delete from user_sessions where user_id = p_user and (p_session is null or session_id = p_session);
  get diagnostics v_count = row_count;
  if v_count > 0 then
    perform append_audit(p_audit || jsonb_build_object('after', format('{"sessions":%s}', v_count)));
  end if;
  return v_count;
end
$$;
