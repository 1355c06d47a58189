-- Counts a batch of priced usage events of one org, each key once, and rolls them up by day.
-- p_items: [{key, hash, meter, resource, quantity, at, day, properties, book, version, amount}] sorted by key, keys
-- distinct. Answers one row a key: accepted · repeated · mismatch (the key is known with another input), or the single
-- row (null, unknown_org).
create or replace function record_usage(p_org text, p_items jsonb, p_recorded_at timestamptz)
returns table (item_key text, outcome text)
language plpgsql as $$
declare
  v_sequence bigint;
begin
  update org_accounts set sequence = sequence + jsonb_array_length(p_items)
   where org_id = p_org returning sequence - jsonb_array_length(p_items) into v_sequence;
  if not found then
    return query select null::text, 'unknown_org';
    return;
  end if;

  return query
  with item as (
    select t.* , row_number() over () as place
      from jsonb_to_recordset(p_items) as t (key text, hash text, meter text, resource text, quantity numeric,
        at timestamptz, day date, properties jsonb, book text, version integer, amount numeric)
  ), added as (
    insert into usage_events (org_id, idempotency_key, input_hash, meter, resource, quantity, occurred_at, day_on,
      properties, price_book, price_version, amount, recorded_at, sequence)
    select p_org, i.key, decode(i.hash, 'hex'), i.meter, i.resource, i.quantity, i.at, i.day, i.properties, i.book,
           i.version, i.amount, p_recorded_at, v_sequence + i.place
      from item i
    on conflict (org_id, idempotency_key) do nothing
    returning usage_events.idempotency_key, usage_events.meter, usage_events.resource, usage_events.day_on,
      usage_events.price_book, usage_events.price_version, usage_events.quantity, usage_events.amount
  ), rolled as (
    insert into usage_daily as d
      (org_id, day_on, meter, resource, price_book, price_version, quantity, amount, events)
    select p_org, a.day_on, a.meter, a.resource, a.price_book, a.price_version, sum(a.quantity), sum(a.amount), count(*)
      from added a
     group by a.day_on, a.meter, a.resource, a.price_book, a.price_version
    on conflict (org_id, day_on, meter, resource, price_book, price_version) do update
      set quantity = d.quantity + excluded.quantity, amount = d.amount + excluded.amount,
          events = d.events + excluded.events
  )
  select i.key,
         case when a.idempotency_key is not null then 'accepted'
              when e.input_hash = decode(i.hash, 'hex') then 'repeated'
              else 'mismatch' end
    from item i
    left join added a on a.idempotency_key = i.key
    left join usage_events e on e.org_id = p_org and e.idempotency_key = i.key;
end
$$;
