-- Claims a Stripe event for the call it is made in. True where its effect is still to be had: an event that failed may be
-- claimed again, and one that was of no use may have an effect later. A null event is no claim to make.
-- An event that says which attempt this is was counted when that attempt began. One that was received has no attempt yet.
create or replace function claim_stripe_event(p_event jsonb, p_state text, p_sentence text, p_at timestamptz)
returns boolean
language plpgsql as $$
begin
  if p_event is null or p_event = 'null'::jsonb then
    return true;
  end if;
  insert into stripe_events as s (event_id, type, state, sentence, payload, attempts, received_at, settled_at)
  values (p_event->>'id', p_event->>'type', p_state, p_sentence, p_event - 'attempt', 1, p_at,
    case when p_state = 'failing' then null else p_at end)
  on conflict (event_id) do update
    set state = excluded.state, sentence = excluded.sentence,
        attempts = case when p_event ? 'attempt' then greatest(s.attempts, (p_event->>'attempt')::integer)
          else s.attempts + 1 end,
        settled_at = excluded.settled_at
    where s.state in ('received', 'failing') or (s.state = 'ignored' and excluded.state = 'done');
  return found;
end
$$;

-- The body of an event as JSON; an empty object where it is none, or none that can be kept as such.
create or replace function stripe_payload(p_body bytea) returns jsonb
language plpgsql immutable as $$
declare
  v_payload jsonb;
begin
  v_payload := convert_from(p_body, 'UTF8')::jsonb;
  return case when jsonb_typeof(v_payload) = 'object' then v_payload else '{}' end;
exception when others then
  return '{}';
end
$$;

-- Records events as they came, before anything is made of them; one that is known stays as it is.
-- p_events: [{id, type, api_version, body (base64), at}].
create or replace function receive_stripe_events(p_events jsonb) returns void
language sql as $$
  insert into stripe_events (event_id, type, state, sentence, payload, body, api_version, attempts, received_at)
  select e.id, e.type, 'received', 'Nothing came of it yet.', stripe_payload(decode(e.body, 'base64')),
         decode(e.body, 'base64'), e.api_version, 0, e.at
    from jsonb_to_recordset(p_events) as e (id text, type text, api_version text, body text, at timestamptz)
   order by e.id
  on conflict (event_id) do nothing
$$;

-- Claims several events, each as a call of its own would, in the order of their ids so that no two calls wait for each
-- other. p_claims: [{event, state, sentence, at}].
create or replace function claim_stripe_events(p_claims jsonb) returns void
language plpgsql as $$
declare
  v_claim jsonb;
begin
  for v_claim in select c from jsonb_array_elements(p_claims) c order by c->'event'->>'id' loop
    perform claim_stripe_event(v_claim->'event', v_claim->>'state', v_claim->>'sentence',
      (v_claim->>'at')::timestamptz);
  end loop;
end
$$;

-- Notes what became of events whose effect, if any, is written already. The call does not wait until the notes are on disk:
-- the events are, as they came, and one whose note a crash took is handled once more, without another effect.
create or replace function note_stripe_events(p_claims jsonb) returns void
language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  perform claim_stripe_events(p_claims);
end
$$;

-- Begins another attempt of an event that fails, or of which nothing came yet, that was seen with so many: of all who saw it so, one is told true.
create or replace function begin_stripe_attempt(p_event_id text, p_attempts integer) returns boolean
language plpgsql as $$
begin
  update stripe_events set attempts = attempts + 1
   where event_id = p_event_id and attempts = p_attempts and state in ('received', 'failing');
  return found;
end
$$;

-- Whether money of a payment went back for good: a refund that came through, or a dispute that was lost.
create or replace function is_gone(p_kind text, p_status text) returns boolean
language sql immutable as $$
  select (p_kind = 'refund' and p_status = 'succeeded') or (p_kind = 'dispute' and p_status = 'lost')
$$;

-- Writes down what of a payment went back, as it was read. A dispute that was not known, or only asked about, switches
-- recharges off: they would have the card charged again whose holder disputes that it was.
-- p_of: {invoice_id} or {stripe_invoice_id}.   p_rows: rows of payment_returns, and `freezes` of those that do.
create or replace function put_payment_returns(p_org text, p_of jsonb, p_rows jsonb, p_at timestamptz) returns void
language plpgsql as $$
begin
  if exists (select from jsonb_array_elements(p_rows) n where (n->>'freezes')::boolean and not exists (
      select from payment_returns r where r.org_id = p_org and r.return_id = n->>'return_id'
         and r.status not like 'warning%')) then
    perform stop_recharge(p_org, 'disputed');
  end if;
  insert into payment_returns as t
  select (jsonb_populate_record(null::payment_returns,
    r || p_of || jsonb_build_object('org_id', p_org, 'status_at', p_at, 'read_at', p_at))).*
    from jsonb_array_elements(p_rows) r order by r->>'return_id'
  on conflict (org_id, return_id) do update set amount = excluded.amount, status = excluded.status,
    status_at = case when t.status = excluded.status then t.status_at else excluded.status_at end,
    reason = excluded.reason, read_at = excluded.read_at;
end
$$;

-- Projects what an invoice's payments come to, less what of them went back for good: their sum, and, while they cover
-- the total, the payment since which they do, in the order in which they were recorded: their ids are in that order,
-- after what was marked as paid before payments were recorded.
-- An invoice of nothing, or of less, is paid when a payment says so. The invoice's row is locked by who calls.
create or replace function project_paid(p_org text, p_invoice_id text) returns void
language sql as $$
  with invoice as (
    select total, currency from invoices where org_id = p_org and invoice_id = p_invoice_id
  ), gone as (
    select r.reference, sum(r.amount) as amount from payment_returns r, invoice i
     where r.org_id = p_org and r.invoice_id = p_invoice_id and r.currency = i.currency and is_gone(r.kind, r.status)
     group by r.reference
  ), kept as (
    select p.*, p.amount - case when g.amount is null then 0 else least(g.amount, p.amount) end as left_of_it
      from invoice i
      join payments p on p.org_id = p_org and p.invoice_id = p_invoice_id and p.currency = i.currency
      left join gone g on p.via = 'card' and g.reference = p.reference
     where not exists (select from payment_reversals r where r.org_id = p.org_id and r.payment_id = p.payment_id)
  ), summed as (
    select k.*, sum(k.left_of_it) over recorded as run, row_number() over recorded as place
      from kept k
    window recorded as (order by k.recorded_by <> 'system:migration', k.payment_id)
  ), covered as (
    select k.*, case when i.total > 0 then k.run >= i.total else k.run <= i.total end as covers from summed k, invoice i
  ), by as (
    select c.* from covered c
     where c.covers and not exists (
       select from covered later
        where later.place > c.place and not later.covers)
     order by c.place limit 1
  )
  update invoices i
     set paid_amount = coalesce((select sum(left_of_it) from kept), 0), paid_at = (select received_at from by),
         paid_on = (select received_on from by), paid_via = (select via from by),
         paid_reference = (select reference from by)
   where i.org_id = p_org and i.invoice_id = p_invoice_id
$$;

-- What was paid beyond an invoice's total and is still the customer's: less what of it was sent back, applied to another
-- invoice, refunded by card, or is on its way back there. Negative while something is open. The invoice's row is locked by the caller.
create or replace function surplus_of(p_org text, p_invoice_id text) returns numeric
language sql as $$
  select i.paid_amount - i.total - coalesce((
      select sum(r.amount) from payment_returns r
       where r.org_id = p_org and r.invoice_id = p_invoice_id and r.kind = 'refund'
         and r.status not in ('failed', 'canceled', 'succeeded')), 0)
    from invoices i where i.org_id = p_org and i.invoice_id = p_invoice_id
$$;

-- Records money that came in for an invoice, once: by card under its payment intent, by bank under its reference, amount
-- and day. A negative amount is what the seller sent back of more than the total.
-- p_payment: {payment_id, via, reference, amount, currency, received_at, received_on, by, charge: whether it is what the
-- charge of the invoice's card brought}.
-- p_surplus: whether money for an invoice that is paid already is recorded as owed back, or refused.
-- Answers paid · part (the invoice stays open) · surplus (recorded, but the invoice was paid already) · returned ·
-- repeated · unknown · already_paid and too_much (of a return) (nothing was written).
create or replace function record_payment(
  p_org text, p_invoice_id text, p_payment jsonb, p_surplus boolean, p_checkout_id text, p_event jsonb, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_invoice invoices;
  v_amount numeric := (p_payment->>'amount')::numeric;
  v_on date := (p_payment->>'received_on')::date;
  v_is_return boolean;
  v_round integer;
begin
  select * into v_invoice from invoices where org_id = p_org and invoice_id = p_invoice_id for update;
  if not found then
    return 'unknown';
  end if;
  if not claim_stripe_event(p_event, 'done', 'Payment of invoice ' || v_invoice.number || ' recorded.',
    (p_payment->>'received_at')::timestamptz) then
    return 'repeated';
  end if;
  if (p_payment->>'charge')::boolean then
    update invoice_charges c
       set outcome = 'paid', failure = '', payment_intent_id = p_payment->>'reference',
           settled_at = (p_payment->>'received_at')::timestamptz
     where c.org_id = p_org and c.invoice_id = p_invoice_id and c.outcome is distinct from 'paid';
  end if;
  if exists (select from payments p where p.org_id = p_org and p.invoice_id = p_invoice_id
      and p.via = p_payment->>'via' and p.reference = p_payment->>'reference'
      and (p.via = 'card' or (p.amount = v_amount and p.received_on = v_on))
      and not exists (select from payment_reversals r where r.org_id = p.org_id and r.payment_id = p.payment_id)) then
    return 'repeated';
  end if;
  v_is_return := v_amount < 0 and v_invoice.total >= 0;
  if v_is_return and -v_amount > surplus_of(p_org, p_invoice_id) then
    return 'too_much';
  end if;
  if v_invoice.paid_at is not null and not v_is_return and not p_surplus then
    return 'already_paid';
  end if;
  select count(*) into v_round from payments p where p.org_id = p_org and p.invoice_id = p_invoice_id
    and p.via = p_payment->>'via' and p.reference = p_payment->>'reference' and p.amount = v_amount
    and p.received_on = v_on;
  insert into payments (org_id, payment_id, invoice_id, via, reference, amount, currency, applied_to, received_at,
    received_on, round, recorded_by)
  values (p_org, p_payment->>'payment_id', p_invoice_id, p_payment->>'via', p_payment->>'reference', v_amount,
    p_payment->>'currency',
    case when v_is_return then 'return'
      when v_invoice.paid_at is null and v_invoice.currency = p_payment->>'currency' then 'invoice' else 'surplus' end,
    (p_payment->>'received_at')::timestamptz, v_on, v_round, p_payment->>'by');
  update checkouts set status = 'paid' where org_id = p_org and checkout_id = p_checkout_id;
  perform project_paid(p_org, p_invoice_id);
  if not v_is_return and v_amount > 0 and v_invoice.paid_at is null
    and v_invoice.currency = p_payment->>'currency' then
    perform queue_mail('payment_mail', p_org, p_payment->>'payment_id', (p_payment->>'received_at')::timestamptz);
  end if;
  perform append_audit(p_audit);
  if v_is_return then
    return 'returned';
  end if;
  if v_invoice.paid_at is not null or v_invoice.currency <> p_payment->>'currency' then
    return 'surplus';
  end if;
  return case when (select paid_at from invoices where org_id = p_org and invoice_id = p_invoice_id) is null
    then 'part' else 'paid' end;
end
$$;

-- Applies what was paid beyond the total of one invoice to another one of the org, once: the same amount between the same
-- two invoices on the same day counts once, unless it was undone. Both rows of payments are written, or none.
-- p_pair: {out_id, in_id, amount, currency, at, on, by}; p_from and p_to are locked in the order of their ids.
-- Answers applied · repeated · unknown · already_paid (the other invoice) · other_currency · too_much (more than the surplus) ·
-- more_than_open.
create or replace function apply_surplus(p_org text, p_from text, p_to text, p_pair jsonb, p_audit jsonb) returns text
language plpgsql as $$
declare
  v_from invoices;
  v_to invoices;
  v_amount numeric := (p_pair->>'amount')::numeric;
  v_on date := (p_pair->>'on')::date;
  v_round integer;
begin
  perform from invoices where org_id = p_org and invoice_id in (p_from, p_to) order by invoice_id for update;
  select * into v_from from invoices where org_id = p_org and invoice_id = p_from;
  select * into v_to from invoices where org_id = p_org and invoice_id = p_to;
  if v_from.invoice_id is null or v_to.invoice_id is null or p_from = p_to then
    return 'unknown';
  end if;
  select count(*) into v_round from payments p where p.org_id = p_org and p.invoice_id = p_from and p.via = 'surplus'
    and p.reference = v_to.number and p.amount = -v_amount and p.received_on = v_on;
  if exists (select from payments p where p.org_id = p_org and p.invoice_id = p_from and p.via = 'surplus'
      and p.reference = v_to.number and p.amount = -v_amount and p.received_on = v_on
      and not exists (select from payment_reversals r where r.org_id = p.org_id and r.payment_id = p.payment_id)) then
    return 'repeated';
  end if;
  if v_from.currency <> p_pair->>'currency' or v_to.currency <> p_pair->>'currency' then
    return 'other_currency';
  end if;
  if v_to.paid_at is not null then
    return 'already_paid';
  end if;
  if v_amount > surplus_of(p_org, p_from) then
    return 'too_much';
  end if;
  if v_amount > v_to.total - v_to.paid_amount then
    return 'more_than_open';
  end if;
  insert into payments (org_id, payment_id, invoice_id, via, reference, amount, currency, applied_to, received_at,
    received_on, round, counterpart_id, recorded_by)
  values
    (p_org, p_pair->>'out_id', p_from, 'surplus', v_to.number, -v_amount, v_from.currency, 'other_invoice',
      (p_pair->>'at')::timestamptz, v_on, v_round, p_pair->>'in_id', p_pair->>'by'),
    (p_org, p_pair->>'in_id', p_to, 'surplus', v_from.number, v_amount, v_to.currency, 'invoice',
      (p_pair->>'at')::timestamptz, v_on, v_round, p_pair->>'out_id', p_pair->>'by');
  perform project_paid(p_org, p_from);
  perform project_paid(p_org, p_to);
  perform queue_mail('payment_mail', p_org, p_pair->>'in_id', (p_pair->>'at')::timestamptz);
  perform append_audit(p_audit);
  return 'applied';
end
$$;

-- Takes back that a payment by bank was recorded, with the reason; it counts for nothing from then on. The payment and
-- its reversal both stay on record. A surplus applied to another invoice is undone on both, whichever half is named.
-- Answers reversed · repeated · unknown · by_card (that money goes back at Stripe) · applied (a part of it was applied to another
-- invoice, which has to be undone first).
create or replace function reverse_payment(
  p_org text, p_invoice_id text, p_payment_id text, p_reason text, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_via text;
  v_counterpart text;
  v_half record;
begin
  select via, counterpart_id into v_via, v_counterpart from payments
   where org_id = p_org and payment_id = p_payment_id and invoice_id = p_invoice_id;
  if not found then
    return 'unknown';
  end if;
  if v_via = 'card' then
    return 'by_card';
  end if;
  perform from invoices i where i.org_id = p_org and i.invoice_id in (
      select p.invoice_id from payments p where p.org_id = p_org and p.payment_id in (p_payment_id, v_counterpart))
    order by i.invoice_id for update;
  if exists (select from payment_reversals where org_id = p_org and payment_id = p_payment_id) then
    return 'repeated';
  end if;
  if exists (
    select from payments p join invoices i using (org_id, invoice_id)
     where p.org_id = p_org and p.payment_id in (p_payment_id, v_counterpart) and p.amount > 0
       and i.paid_amount - p.amount < i.total
       and exists (select from payments u where u.org_id = p_org and u.invoice_id = p.invoice_id and u.applied_to = 'other_invoice'
         and not exists (select from payment_reversals r where r.org_id = p_org and r.payment_id = u.payment_id))) then
    return 'applied';
  end if;
  for v_half in select p.payment_id, p.invoice_id from payments p
     where p.org_id = p_org and p.payment_id in (p_payment_id, v_counterpart) order by p.payment_id loop
    insert into payment_reversals (org_id, payment_id, reason, reversed_at, reversed_by)
    values (p_org, v_half.payment_id, p_reason, p_at, p_by);
    perform project_paid(p_org, v_half.invoice_id);
  end loop;
  perform append_audit(p_audit);
  return 'reversed';
end
$$;

-- Writes down what of an invoice's payment went back, as it was read; what went back for good is open again.
-- p_rows: rows of payment_returns, without the org and when they were read.
drop function if exists record_payment_returns(text, jsonb, timestamptz);
create or replace function record_payment_returns(p_org text, p_invoice_id text, p_rows jsonb, p_at timestamptz) returns void
language plpgsql as $$
begin
  perform from invoices where org_id = p_org and invoice_id = p_invoice_id for update;
  perform put_payment_returns(p_org, jsonb_build_object('invoice_id', p_invoice_id), p_rows, p_at);
  perform project_paid(p_org, p_invoice_id);
end
$$;

-- Writes down a paid invoice of a subscription, and what of its payment went back, both as they were read.
-- p_payment: the columns of subscription_payments, without the org and when it was read.   p_rows: as above; null where
-- they were not read.
create or replace function record_subscription_payment(p_org text, p_payment jsonb, p_rows jsonb, p_at timestamptz)
returns void
language plpgsql as $$
begin
  insert into subscription_payments as s
  select (jsonb_populate_record(null::subscription_payments,
    p_payment || jsonb_build_object('org_id', p_org, 'read_at', p_at))).*
  on conflict (org_id, stripe_invoice_id) do update
    set subscription_id = excluded.subscription_id, payment_intent_id = excluded.payment_intent_id,
        amount = excluded.amount, total = excluded.total, tax = excluded.tax, currency = excluded.currency,
        paid_at = excluded.paid_at, period_started_at = excluded.period_started_at,
        period_ends_at = excluded.period_ends_at, read_at = excluded.read_at;
  perform put_payment_returns(p_org, jsonb_build_object('stripe_invoice_id', p_payment->>'stripe_invoice_id'),
    coalesce(nullif(p_rows, 'null'::jsonb), '[]'), p_at);
end
$$;
