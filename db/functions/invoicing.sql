-- Saves how months are invoiced and reminded of by themselves. Answers applied · stale.
create or replace function save_invoicing_settings(p_expected integer, p_settings jsonb, p_at timestamptz, p_audit jsonb)
returns text
language plpgsql as $$
declare
  v_new invoicing_settings := jsonb_populate_record(null::invoicing_settings, p_settings);
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  update invoicing_settings s set version = s.version + 1, auto_invoice = v_new.auto_invoice, reminders = v_new.reminders,
      most_times = v_new.most_times, reminder_days = v_new.reminder_days, reminder_fees = v_new.reminder_fees,
      updated_at = p_at
   where s.id = 1 and s.version = p_expected;
  return audited(found, p_audit);
end
$$;

-- Saves what happens by itself for an org. Answers applied · stale.
-- p_expected: the version that was on the screen, 0 where there was none.
-- p_next_on: the first month that is invoiced by itself, where that is switched on.
create or replace function save_org_invoicing(
  p_org text, p_expected integer, p_auto_invoice boolean, p_next_on date, p_reminders boolean, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  insert into org_invoicing as o (org_id, version, auto_invoice, from_on, next_on, reminders, updated_at)
  select p_org, 1, p_auto_invoice, p_next_on, p_next_on, p_reminders, p_at where p_expected = 0
  on conflict do nothing;
  if not found then
    update org_invoicing o set version = o.version + 1, auto_invoice = p_auto_invoice, reminders = p_reminders,
        from_on = case when p_auto_invoice and not o.auto_invoice then p_next_on else o.from_on end,
        next_on = case when p_auto_invoice and not o.auto_invoice then p_next_on else o.next_on end, updated_at = p_at
     where o.org_id = p_org and o.version = p_expected;
  end if;
  return audited(found, p_audit);
end
$$;

-- Leaves the invoice of a month to an admin. One that is left already keeps the time at which it was.
create or replace function hold_invoice(
  p_org text, p_month_on date, p_reason text, p_sentence text, p_currency text, p_total numeric, p_at timestamptz
) returns void
language sql as $$
  insert into held_invoices as h (org_id, month_on, reason, sentence, currency, total, held_at)
  values (p_org, p_month_on, p_reason, p_sentence, p_currency, p_total, p_at)
  on conflict (org_id, month_on) do update
    set reason = p_reason, sentence = p_sentence, currency = p_currency, total = p_total
  where h.released_at is null
$$;

-- Ends a month of an org: it has its invoice, or there is nothing to invoice. The next one follows by itself, and what was
-- left to an admin is not any more.
create or replace function finish_month(p_org text, p_month_on date, p_by text, p_at timestamptz) returns void
language sql as $$
  update held_invoices set released_at = p_at, released_by = p_by
   where org_id = p_org and month_on = p_month_on and released_at is null;
  update org_invoicing set next_on = (p_month_on + interval '1 month')::date
   where org_id = p_org and next_on = p_month_on
$$;

-- Goes back to months that had nothing to invoice when they ended, and for which usage was recorded since: of the next orgs
-- after p_after, at most p_most. A later month that has its invoice is passed over again.
-- Answers the org to go on after, null at the end, and how many went back.
create or replace function rewind_months(p_after text, p_most integer)
returns table (next_org text, rewound integer)
language sql as $$
  with page as (
    select o.org_id, o.from_on, o.next_on from org_invoicing o
     where o.auto_invoice and o.org_id > p_after order by o.org_id limit p_most
  ), missed as (
    select p.org_id, min(m.month_on) as month_on
      from page p
     cross join lateral (select generate_series(p.from_on::timestamp, p.next_on - interval '1 month', interval '1 month')::date
       as month_on) m
     where not exists (select from invoices i
             where i.org_id = p.org_id and i.series = 'invoice' and i.month_on = m.month_on)
       and exists (select from usage_daily d
             where d.org_id = p.org_id and d.day_on >= m.month_on and d.day_on < (m.month_on + interval '1 month')::date
               and d.postpaid > 0)
     group by p.org_id
  ), moved as (
    update org_invoicing o set next_on = m.month_on from missed m where o.org_id = m.org_id returning o.org_id
  )
  select case when (select count(*) from page) = p_most then (select max(org_id) from page) end,
         (select count(*)::integer from moved)
$$;
