-- Fixes what the charge of an invoice's card is over and which card is charged, once: a caller that asks again is answered the
-- same. An invoice that was paid meanwhile needs no charge. Answers the charge, or nothing if there is none.
create or replace function fix_invoice_charge(p_org text, p_invoice_id text, p_at timestamptz)
returns setof invoice_charges
language plpgsql as $$
declare
  v_invoice invoices;
begin
  select * into v_invoice from invoices i where i.org_id = p_org and i.invoice_id = p_invoice_id for update;
  update invoice_charges c set settled_at = p_at, outcome = 'not_needed'
   where c.org_id = p_org and c.invoice_id = p_invoice_id and c.settled_at is null and c.amount is null
     and v_invoice.paid_at is not null;
  update invoice_charges c
     set fixed_at = p_at, amount = v_invoice.total - v_invoice.paid_amount, customer_id = coalesce(m.stripe_customer_id, ''),
         method_id = coalesce(m.default_method, ''), card_brand = coalesce(m.card_brand, ''),
         card_last4 = coalesce(m.card_last4, '')
    from (select) one left join org_payment_methods m on m.org_id = p_org
   where c.org_id = p_org and c.invoice_id = p_invoice_id and c.settled_at is null and c.amount is null;
  return query select * from invoice_charges c where c.org_id = p_org and c.invoice_id = p_invoice_id;
end
$$;

-- Notes that the charge of an invoice's card failed. One that was paid after all stays paid.
create or replace function fail_invoice_charge(p_org text, p_invoice_id text, p_failure text, p_at timestamptz)
returns void
language sql as $$
  update invoice_charges c set settled_at = p_at, outcome = 'failed', failure = p_failure
   where c.org_id = p_org and c.invoice_id = p_invoice_id and c.settled_at is null
$$;
