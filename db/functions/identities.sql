-- It matched people by their address once, and answered the user.
drop function if exists sign_in_identity(text, text, text, text, boolean, text, boolean, timestamptz);

-- The person an identity provider vouches for: known by issuer and subject, and by nothing else. A subject that is new
-- makes a new person. It is linked to one who is there already only if that person has no identity at all; whoever has
-- one is never reached by an address. An address that is not verified makes and links nobody, or it could be taken before
-- its owner comes. Name and address follow the provider; an address that another person has does not.
-- p_audit: an entry; actor, action and subject are filled in here, since only here they are known.
-- Answers {outcome, user_id, before}: known · made · linked · email_unverified · email_taken, with the address of before
-- if it changed.
create or replace function sign_in_identity(
  p_issuer text, p_subject text, p_user_id text, p_email text, p_email_verified boolean, p_name text, p_at timestamptz,
  p_audit jsonb
) returns jsonb
language plpgsql as $$
declare
  v_user text;
  v_outcome text := 'known';
begin
  select user_id into v_user from user_identities where issuer = p_issuer and subject = p_subject;
  if not found then
    if not p_email_verified then
      return jsonb_build_object('outcome', 'email_unverified');
    end if;
    insert into users (user_id, email, name, created_at) values (p_user_id, p_email, p_name, p_at)
    on conflict do nothing;
    v_outcome := case when found then 'made' else 'linked' end;
    -- Of several at once who sign in for the first time, the later ones wait here and see what the first one did.
    select user_id into strict v_user from users where email = p_email for update;
    if exists (select from user_identities where issuer = p_issuer and subject = p_subject and user_id = v_user) then
      v_outcome := 'known';
    elsif exists (select from user_identities where user_id = v_user) then
      return jsonb_build_object('outcome', 'email_taken', 'user_id', v_user);
    else
      insert into user_identities (issuer, subject, user_id, linked_at) values (p_issuer, p_subject, v_user, p_at);
      perform append_audit(nullif(p_audit, 'null') || jsonb_build_object('actor', 'user:' || v_user,
        'action', case v_outcome when 'made' then 'person.create' else 'person.link' end, 'subject', v_user));
    end if;
  end if;
  return jsonb_build_object('outcome', v_outcome, 'user_id', v_user)
    || follow_provider(v_user, p_email, p_email_verified, p_name);
end
$$;

-- Keeps what the provider says of a person today. Answers {before}, the former address, if it changed.
create or replace function follow_provider(p_user text, p_email text, p_email_verified boolean, p_name text)
returns jsonb
language plpgsql as $$
declare
  v_before text;
begin
  select email into strict v_before from users where user_id = p_user for update;
  if p_email_verified and v_before <> p_email then
    begin
      update users set email = p_email where user_id = p_user;
    exception when unique_violation then
      null; -- another person has it: this one keeps the former address, which nobody vouches for any more
    end;
  end if;
  update users set name = p_name, email_verified = p_email_verified and email = p_email
   where user_id = p_user
     and (name, email_verified) is distinct from (p_name, p_email_verified and email = p_email);
  return case when exists (select from users where user_id = p_user and email <> v_before)
    then jsonb_build_object('before', v_before) else '{}' end;
end
$$;

-- Keeps whether the list of admins names a person. Of several calls that see a change at once, one audits it. Answers
-- whether that was this one. Who is an administrator no more signs in again.
create or replace function note_admin(p_user text, p_admin boolean, p_audit jsonb) returns boolean
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return true;
  end if;
  update users set is_admin = p_admin where user_id = p_user and is_admin <> p_admin;
  if not found then
    return false;
  end if;
  if not p_admin then
    delete from user_sessions where user_id = p_user;
  end if;
  perform append_audit(p_audit);
  return true;
end
$$;

-- Takes a person's identities away, and ends the sessions: the next one who comes with the verified address is linked. Answers how many there were.
create or replace function unlink_identities(p_user text, p_audit jsonb) returns integer
language plpgsql as $$
declare
  v_count integer;
begin
  if was_audited(p_audit) then
    return (select (after)::integer from audit_log where entry_id = p_audit->>'id');
  end if;
  perform from users where user_id = p_user for update;
  delete from user_identities where user_id = p_user;
  get diagnostics v_count = row_count;
  if v_count > 0 then
    delete from user_sessions where user_id = p_user;
    perform append_audit(p_audit || jsonb_build_object('after', v_count::text));
  end if;
  return v_count;
end
$$;

-- Keeps that somebody was not let in, unless so many were kept since a moment already, of the address (the entry's subject) or
-- of all: whoever can be refused can be refused again and again. Answers whether it was kept.
create or replace function refuse_sign_in(p_audit jsonb, p_since timestamptz, p_most_of_one integer, p_most integer)
returns boolean
language plpgsql as $$
declare
  v_full boolean;
begin
  if was_audited(p_audit) then
    return true;
  end if;
  for look in 1..2 loop
    select count(*) >= p_most or count(*) filter (where subject = p_audit->>'subject') >= p_most_of_one into v_full
      from audit_log where action = 'session.refuse' and at > p_since;
    if v_full then
      return false;
    end if;
    -- The second look is at what those of the same moment kept; most refusals beyond the bound end at the first.
    if look = 1 then
      perform from audit_head where id = 1 for update;
    end if;
  end loop;
  perform append_audit(p_audit);
  return true;
end
$$;
