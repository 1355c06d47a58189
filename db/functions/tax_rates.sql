-- Adds a rate of VAT from a day of supply on. Answers applied · stale (the version is taken) · the first day from which a
-- rate can hold, if a month beyond its day is invoiced for anybody.
create or replace function add_tax_rate(p_version integer, p_effective_on date, p_rate numeric, p_audit jsonb)
returns text
language plpgsql as $$
declare
  v_first date := (select (max(i.month_on) + interval '1 month')::date from invoices i where i.series = 'invoice');
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  if p_effective_on < v_first then
    return v_first::text;
  end if;
  insert into tax_rates (version, effective_on, rate) values (p_version, p_effective_on, p_rate)
  on conflict (version) do nothing;
  return audited(found, p_audit);
end
$$;
