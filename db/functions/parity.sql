-- Keeps what a source reports of orgs' usage by meter and civil day; the last report of each counts, also where a call is
-- made again after a newer one. Answers the first org that is unknown, and then keeps nothing; null where all is kept.
-- p_totals: [{org_id, meter, day_on, quantity}], each org, meter and day once, sorted.
create or replace function record_source_totals(p_source text, p_totals jsonb, p_at timestamptz) returns text
language plpgsql as $$
declare
  v_unknown text;
begin
  select t.org_id into v_unknown
    from jsonb_to_recordset(p_totals) as t (org_id text)
   where not exists (select from orgs o where o.org_id = t.org_id)
   order by t.org_id limit 1;
  if found then
    return v_unknown;
  end if;
  insert into source_totals as s (org_id, source, meter, day_on, quantity, reported_at)
  select t.org_id, p_source, t.meter, t.day_on, t.quantity, p_at
    from jsonb_to_recordset(p_totals) as t (org_id text, meter text, day_on date, quantity numeric)
  on conflict (org_id, source, meter, day_on) do update
    set quantity = excluded.quantity, reported_at = excluded.reported_at
    where s.reported_at <= excluded.reported_at;
  return null;
end
$$;
