-- Publishes the next version of a price book, or its first. Nothing edits a version that is there.
-- p_expected: the latest version as read, 0 for a new book.
-- p_prices: {effective_on, note, monthly_fee, setup_fee, skills: [{skill, price_per_day}],
--            meters: [{meter, unit, price_per_unit}]}.
-- Answers applied · stale · currency_fixed.
create or replace function publish_prices(
  p_book text, p_currency text, p_expected integer, p_prices jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_version integer := p_expected + 1;
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  if (select coalesce(max(version), 0) from price_book_versions where price_book = p_book) <> p_expected then
    return 'stale';
  end if;
  insert into price_books (price_book, currency) values (p_book, p_currency) on conflict do nothing;
  if (select currency from price_books where price_book = p_book) <> p_currency then
    return 'currency_fixed';
  end if;
  insert into price_book_versions (price_book, version, effective_on, published_at, published_by, note)
  values (p_book, v_version, (p_prices->>'effective_on')::date, p_at, p_by, p_prices->>'note')
  on conflict do nothing;
  if not found then
    return 'stale';
  end if;
  insert into platform_pricing (price_book, version, monthly_fee, setup_fee)
  values (p_book, v_version, (p_prices->>'monthly_fee')::numeric, (p_prices->>'setup_fee')::numeric);
  insert into skill_pricing (price_book, version, skill, price_per_day)
  select p_book, v_version, s.skill, s.price_per_day
    from jsonb_to_recordset(p_prices->'skills') as s (skill text, price_per_day numeric);
  insert into meter_pricing (price_book, version, meter, unit, price_per_unit)
  select p_book, v_version, m.meter, m.unit, m.price_per_unit
    from jsonb_to_recordset(p_prices->'meters') as m (meter text, unit text, price_per_unit numeric);
  perform append_audit(p_audit);
  return 'applied';
end
$$;
