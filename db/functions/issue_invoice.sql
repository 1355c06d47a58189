-- Issues one invoice: claims (org, series, month), appends invoice and lines, leaves the document, and the e-mail of
-- one that is to be paid, to the outbox, and draws the number last. Either all of it stands or none, and so no number is lost
-- or given twice.
-- p_previous: the sequence up to which the org was billed when the draft was made, -1 where it never was.
-- Answers issued · repeated (with the invoice that is there) · stale (read and decide again) · unknown_org.
create or replace function issue_invoice(
  p_org text, p_invoice jsonb, p_lines jsonb, p_previous bigint, p_audit jsonb
) returns table (outcome text, invoice_id text, number text)
language plpgsql as $$
declare
  v_year integer := extract(year from (p_invoice->>'issued_on')::date);
  v_last integer;
  -- An invoice of which open credit took off everything has nothing to be paid.
  v_settled timestamptz := case when (p_invoice->>'total')::numeric = 0 then (p_invoice->>'issued_at')::timestamptz end;
  v_settled_on date := case when v_settled is not null then (p_invoice->>'issued_on')::date end;
  v_number text;
begin
  perform from org_accounts a where a.org_id = p_org for update;
  if not found then
    return query select 'unknown_org', null::text, null::text;
    return;
  end if;
  return query select 'repeated', i.invoice_id, i.number from invoices i
    where i.org_id = p_org and i.series = p_invoice->>'series' and i.month_on = (p_invoice->>'month_on')::date;
  if found then
    return;
  end if;
  if (select coalesce(max(i.sequence), -1) from invoices i where i.org_id = p_org) <> p_previous
    or (p_invoice->>'terms_version')::integer <> (select max(t.version) from org_terms t where t.org_id = p_org)
    -- What is taken back by now is on no invoice any more.
    or exists (select from usage_events e
      where e.org_id = p_org and e.sequence > (p_invoice->>'sequence')::bigint and e.takes_back is not null) then
    return query select 'stale', null::text, null::text;
    return;
  end if;

  insert into invoice_lines (org_id, invoice_id, position, kind, subject, detail, quantity, unit, unit_price, amount,
    tax_rate, explain)
  select p_org, p_invoice->>'invoice_id', l.position, l.kind, l.subject, l.detail, l.quantity, l.unit, l.unit_price,
         l.amount, l.tax_rate, l.explain
    from jsonb_to_recordset(p_lines) as l (position integer, kind text, subject text, detail text, quantity numeric,
      unit text, unit_price numeric, amount numeric, tax_rate numeric, explain jsonb);
  insert into outbox (kind, org_id, reference, created_at, due_at)
  values ('invoice_document', p_org, p_invoice->>'invoice_id', (p_invoice->>'issued_at')::timestamptz,
    (p_invoice->>'issued_at')::timestamptz);
  if (p_invoice->>'total')::numeric > 0 then
    perform queue_mail('invoice_mail', p_org, p_invoice->>'invoice_id', (p_invoice->>'issued_at')::timestamptz);
  end if;
  perform append_audit(p_audit);

  insert into invoice_number_counters as c (series, year, last) values (p_invoice->>'series', v_year, 1)
  on conflict (series, year) do update set last = c.last + 1
  returning c.last into v_last;
  v_number := (p_invoice->>'prefix') || v_year || '-' || lpad(v_last::text, greatest(6, length(v_last::text)), '0');
  insert into issued_numbers (series, year, number, org_id, invoice_id)
  values (p_invoice->>'series', v_year, v_last, p_org, p_invoice->>'invoice_id');
  insert into invoices (org_id, invoice_id, series, number, month_on, issued_at, issued_on, due_on, issued_by, pay_by,
    currency, net, tax, total, sequence, snapshot, snapshot_sha256, paid_at, paid_on, paid_via, paid_reference)
  values (p_org, p_invoice->>'invoice_id', p_invoice->>'series', v_number, (p_invoice->>'month_on')::date,
    (p_invoice->>'issued_at')::timestamptz, (p_invoice->>'issued_on')::date, (p_invoice->>'due_on')::date,
    p_invoice->>'issued_by', p_invoice->>'pay_by', p_invoice->>'currency', (p_invoice->>'net')::numeric,
    (p_invoice->>'tax')::numeric, (p_invoice->>'total')::numeric, (p_invoice->>'sequence')::bigint,
    p_invoice->>'snapshot', p_invoice->>'snapshot_sha256', v_settled, v_settled_on,
    case when v_settled is not null then 'credit' end, case when v_settled is not null then '' end);
  -- A card that is saved is charged afterwards; the charge is begun with the invoice, so that no crash loses it (I10).
  insert into invoice_charges (org_id, invoice_id, begun_at, currency)
  select p_org, p_invoice->>'invoice_id', (p_invoice->>'issued_at')::timestamptz, p_invoice->>'currency'
    from org_payment_methods m
   where m.org_id = p_org and m.default_method <> '' and p_invoice->>'pay_by' = 'card'
     and (p_invoice->>'total')::numeric > 0;
  -- Issuing is a fact of the org too: a draft made before it shows that something was billed since.
  update org_accounts a set sequence = a.sequence + 1 where a.org_id = p_org;
  return query select 'issued', p_invoice->>'invoice_id', v_number;
end
$$;
