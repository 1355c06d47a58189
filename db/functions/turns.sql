-- Lets one process change an account before all others, for a moment: one that lost against them again and again. What they
-- decided meanwhile is answered `stale`. The time is the server's, so that all processes mean the same by it; who dies with a
-- turn holds nobody up for longer than that. Answers false where another one has the turn.
create or replace function take_turn(p_org text, p_holder text, p_ms integer) returns boolean
language plpgsql as $$
begin
  update org_accounts a set turn_of = p_holder, turn_until = clock_timestamp() + p_ms * interval '1 millisecond'
   where a.org_id = p_org
     and (a.turn_until is null or a.turn_until <= clock_timestamp() or a.turn_of = p_holder);
  return found;
end
$$;

create or replace function leave_turn(p_org text, p_holder text) returns void
language sql as $$
  update org_accounts a set turn_of = null, turn_until = null where a.org_id = p_org and a.turn_of = p_holder
$$;
