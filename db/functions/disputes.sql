-- Notes a dispute before any credit is taken. One that begins to take it switches recharges off first, once: what it takes
-- would have the card charged again whose holder disputes that it was.
-- p_dispute: the columns of disputes, without the org.
create or replace function open_dispute(p_org text, p_dispute jsonb, p_freezes boolean) returns void
language plpgsql as $$
declare
  v_before text;
begin
  select d.status into v_before from disputes d
   where d.org_id = p_org and d.dispute_id = p_dispute->>'dispute_id' for update;
  if p_freezes and (v_before is null or v_before like 'warning%') then
    perform stop_recharge(p_org, 'disputed');
  end if;
  update disputes set status_at = (p_dispute->>'read_at')::timestamptz
   where org_id = p_org and dispute_id = p_dispute->>'dispute_id' and status <> p_dispute->>'status';
  insert into disputes
  select (jsonb_populate_record(null::disputes, p_dispute || jsonb_build_object('org_id', p_org,
    'status_at', p_dispute->'read_at'))).*
  on conflict do nothing;
end
$$;
