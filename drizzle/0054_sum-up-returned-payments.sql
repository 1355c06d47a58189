-- What went back counts against the payment that it was of: one in another currency, or that counts for nothing, opens
-- nothing. Sums up the payments of every invoice of which something went back, as each change of them does.
with touched as (
  select distinct org_id, invoice_id from payment_returns where invoice_id is not null
), gone as (
  select org_id, invoice_id, reference, currency, sum(amount) as amount from payment_returns
   where (kind = 'refund' and status = 'succeeded') or (kind = 'dispute' and status = 'lost')
   group by org_id, invoice_id, reference, currency
), kept as (
  select p.*, i.total, p.amount - case when g.amount is null then 0 else least(g.amount, p.amount) end as left_of_it
    from touched t
    join invoices i using (org_id, invoice_id)
    join payments p on p.org_id = i.org_id and p.invoice_id = i.invoice_id and p.currency = i.currency
    left join gone g on p.via = 'card' and g.org_id = p.org_id and g.invoice_id = p.invoice_id
      and g.reference = p.reference and g.currency = i.currency
   where not exists (select from payment_reversals r where r.org_id = p.org_id and r.payment_id = p.payment_id)
), summed as (
  select k.*, sum(k.left_of_it) over recorded as run, row_number() over recorded as place
    from kept k
  window recorded as (
    partition by k.org_id, k.invoice_id order by k.recorded_by <> 'system:migration', k.payment_id)
), covered as (
  select s.*, case when s.total > 0 then s.run >= s.total else s.run <= s.total end as covers from summed s
), by as (
  select distinct on (c.org_id, c.invoice_id) c.* from covered c
   where c.covers and not exists (
     select from covered later
      where later.org_id = c.org_id and later.invoice_id = c.invoice_id and later.place > c.place and not later.covers)
   order by c.org_id, c.invoice_id, c.place
), sums as (
  select t.org_id, t.invoice_id, coalesce(sum(k.left_of_it), 0) as amount
    from touched t left join kept k on k.org_id = t.org_id and k.invoice_id = t.invoice_id
   group by t.org_id, t.invoice_id
)
update invoices i
   set paid_amount = s.amount, paid_at = b.received_at, paid_on = b.received_on, paid_via = b.via,
       paid_reference = b.reference
  from sums s left join by b on b.org_id = s.org_id and b.invoice_id = s.invoice_id
 where i.org_id = s.org_id and i.invoice_id = s.invoice_id;
