grant select, insert, update on subscription_payments, customer_balances to kontor_app;
--> statement-breakpoint
comment on table subscription_payments is 'Projection of the paid invoices of subscriptions at Stripe; can be read again from there.';
--> statement-breakpoint
comment on table customer_balances is 'Projection of the balances of customers at Stripe; can be read again from there.';
--> statement-breakpoint
-- What was charged for subscriptions so far, as the events that said so were recorded.
insert into subscription_payments (org_id, stripe_invoice_id, subscription_id, amount, total, tax, currency, paid_at,
  period_started_at, period_ends_at, read_at)
select distinct on (f.id) f.org, f.id, f.subscription, f.paid::numeric / 100, f.total::numeric / 100, f.tax / 100,
       upper(f.currency), f.paid_at, coalesce(f.starts, f.paid_at), coalesce(f.ends, f.paid_at), now()
  from (
    select o->>'id' as id, o #>> '{parent,subscription_details,metadata,org}' as org,
           coalesce(o #>> '{parent,subscription_details,subscription,id}', o #>> '{parent,subscription_details,subscription}') as subscription,
           o->>'amount_paid' as paid, o->>'total' as total, o->>'currency' as currency, e.received_at,
           coalesce(to_timestamp(case when o #>> '{status_transitions,paid_at}' ~ '^[0-9]{1,11}$'
             then (o #>> '{status_transitions,paid_at}')::double precision end), e.received_at) as paid_at,
           (select coalesce(sum((t->>'amount')::numeric), 0) from jsonb_array_elements(
              case jsonb_typeof(o->'total_taxes') when 'array' then o->'total_taxes' else '[]' end) t
             where t->>'amount' ~ '^[0-9]{1,15}$') as tax,
           (select min(to_timestamp((l #>> '{period,start}')::double precision)) from jsonb_array_elements(
              case jsonb_typeof(o #> '{lines,data}') when 'array' then o #> '{lines,data}' else '[]' end) l
             where l #>> '{period,start}' ~ '^[0-9]{1,11}$' and l->>'amount' ~ '^[1-9][0-9]{0,14}$') as starts,
           (select max(to_timestamp((l #>> '{period,end}')::double precision)) from jsonb_array_elements(
              case jsonb_typeof(o #> '{lines,data}') when 'array' then o #> '{lines,data}' else '[]' end) l
             where l #>> '{period,end}' ~ '^[0-9]{1,11}$' and l->>'amount' ~ '^[1-9][0-9]{0,14}$') as ends
      from stripe_events e cross join lateral (select e.payload #> '{data,object}' as o) about
     where e.type = 'invoice.paid' and jsonb_typeof(o) = 'object' and o #>> '{parent,type}' = 'subscription_details'
  ) f
  join orgs on orgs.org_id = f.org
 where f.id is not null and f.subscription is not null and f.currency is not null
   and f.paid ~ '^[1-9][0-9]{0,14}$' and f.total ~ '^[1-9][0-9]{0,14}$'
 order by f.id, f.received_at
on conflict do nothing;
--> statement-breakpoint
-- What went back for good of the payments of invoices is open again on them.
with gone as (
  select org_id, invoice_id, sum(amount) as amount from payment_returns
   where invoice_id is not null
     and ((kind = 'refund' and status = 'succeeded') or (kind = 'dispute' and status = 'lost'))
   group by org_id, invoice_id
)
update invoices i
   set paid_amount = i.paid_amount - g.amount,
       paid_at = case when i.paid_amount - g.amount >= i.total then i.paid_at end,
       paid_on = case when i.paid_amount - g.amount >= i.total then i.paid_on end,
       paid_via = case when i.paid_amount - g.amount >= i.total then i.paid_via end,
       paid_reference = case when i.paid_amount - g.amount >= i.total then i.paid_reference end
  from gone g
 where i.org_id = g.org_id and i.invoice_id = g.invoice_id and i.total > 0;
