-- Claims a Stripe event for the call it is made in. True where its effect is still to be had: an event that failed may be
-- claimed again, and one that was of no use may have an effect later. A null event is no claim to make.
-- An event that says which attempt this is was counted when that attempt began.
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
    where s.state = 'failing' or (s.state = 'ignored' and excluded.state = 'done');
  return found;
end
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

-- Begins another attempt of a failing event that was seen with so many: of all who saw it so, one is told true.
create or replace function begin_stripe_attempt(p_event_id text, p_attempts integer) returns boolean
language plpgsql as $$
begin
  update stripe_events set attempts = attempts + 1
   where event_id = p_event_id and attempts = p_attempts and state = 'failing';
  return found;
end
$$;

-- Records money that came in for an invoice, once by what the payer's side calls it, and marks the invoice paid where
-- it still is open and the amount is exactly its total.
-- p_payment: {payment_id, via, reference, amount, currency, received_at, received_on, by}.
-- Answers paid · surplus (recorded, but the invoice was paid already or the amount is another) · repeated · unknown ·
-- already_paid (only where p_surplus is false: nothing was written).
create or replace function record_payment(
  p_org text, p_invoice_id text, p_payment jsonb, p_surplus boolean, p_checkout_id text, p_event jsonb, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_invoice invoices;
  v_applies boolean;
begin
  select * into v_invoice from invoices where org_id = p_org and invoice_id = p_invoice_id for update;
  if not found then
    return 'unknown';
  end if;
  if not claim_stripe_event(p_event, 'done', 'Payment of invoice ' || v_invoice.number || ' recorded.',
    (p_payment->>'received_at')::timestamptz) then
    return 'repeated';
  end if;
  if exists (select from payments where org_id = p_org and invoice_id = p_invoice_id
      and via = p_payment->>'via' and reference = p_payment->>'reference') then
    return 'repeated';
  end if;
  v_applies := v_invoice.paid_at is null and v_invoice.total = (p_payment->>'amount')::numeric
    and v_invoice.currency = p_payment->>'currency';
  if not v_applies and not p_surplus then
    return 'already_paid';
  end if;
  insert into payments (org_id, payment_id, invoice_id, via, reference, amount, currency, applied_to, received_at,
    recorded_by)
  values (p_org, p_payment->>'payment_id', p_invoice_id, p_payment->>'via', p_payment->>'reference',
    (p_payment->>'amount')::numeric, p_payment->>'currency', case when v_applies then 'invoice' else 'surplus' end,
    (p_payment->>'received_at')::timestamptz, p_payment->>'by');
  update checkouts set status = 'paid' where org_id = p_org and checkout_id = p_checkout_id;
  if not v_applies then
    return 'surplus';
  end if;
  update invoices set paid_at = (p_payment->>'received_at')::timestamptz, paid_on = (p_payment->>'received_on')::date,
    paid_via = p_payment->>'via', paid_reference = p_payment->>'reference'
   where org_id = p_org and invoice_id = p_invoice_id;
  perform append_audit(p_audit);
  return 'paid';
end
$$;

-- Writes down what of an invoice's payment went back, as it was read.
-- p_rows: rows of payment_returns, without the org and when they were read.
create or replace function record_payment_returns(p_org text, p_rows jsonb, p_at timestamptz) returns void
language sql as $$
  insert into payment_returns
  select (jsonb_populate_record(null::payment_returns, r || jsonb_build_object('org_id', p_org, 'read_at', p_at))).*
    from jsonb_array_elements(p_rows) r order by r->>'return_id'
  on conflict (org_id, return_id) do update set amount = excluded.amount, status = excluded.status,
    reason = excluded.reason, read_at = excluded.read_at
$$;
