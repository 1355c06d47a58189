-- Opens a Checkout for what is open of an invoice, or answers the one that is open: two clicks make one. One that is open
-- for another amount, because a part was paid since, is ended.
-- While the invoice's saved card is being charged, none is opened, so that nobody pays twice.
-- Answers (opened | existing | already_paid | charging | unknown, checkout id, session id, amount).
drop function if exists open_checkout(text, text, text, timestamptz);
create function open_checkout(p_org text, p_invoice_id text, p_checkout_id text, p_opened_at timestamptz)
returns table (outcome text, checkout_id text, session_id text, amount numeric)
language plpgsql as $$
declare
  v_invoice invoices;
  v_open numeric;
begin
  select * into v_invoice from invoices i where i.org_id = p_org and i.invoice_id = p_invoice_id for update;
  if not found then
    return query select 'unknown', null::text, null::text, null::numeric;
    return;
  end if;
  if v_invoice.paid_at is not null then
    return query select 'already_paid', null::text, null::text, null::numeric;
    return;
  end if;
  if exists (select from invoice_charges c
      where c.org_id = p_org and c.invoice_id = p_invoice_id and c.settled_at is null) then
    return query select 'charging', null::text, null::text, null::numeric;
    return;
  end if;
  v_open := v_invoice.total - v_invoice.paid_amount;
  update checkouts c set status = 'ended'
   where c.org_id = p_org and c.invoice_id = p_invoice_id and c.status = 'open' and c.amount <> v_open;
  return query select 'existing', c.checkout_id, c.session_id, c.amount from checkouts c
    where c.org_id = p_org and c.invoice_id = p_invoice_id and c.status = 'open';
  if found then
    return;
  end if;
  insert into checkouts (org_id, checkout_id, invoice_id, amount, currency, status, opened_at)
  values (p_org, p_checkout_id, p_invoice_id, v_open, v_invoice.currency, 'open', p_opened_at);
  return query select 'opened', p_checkout_id, null::text, v_open;
end
$$;

-- Opens a Checkout that saves a card, or answers the one that is open.
create or replace function open_card_checkout(p_org text, p_checkout_id text, p_opened_at timestamptz)
returns table (checkout_id text, session_id text)
language plpgsql as $$
begin
  loop
    insert into checkouts (org_id, checkout_id, kind, status, opened_at)
    values (p_org, p_checkout_id, 'card', 'open', p_opened_at)
    on conflict (org_id) where status = 'open' and kind = 'card' do nothing;
    return query select c.checkout_id, c.session_id from checkouts c
      where c.org_id = p_org and c.kind = 'card' and c.status = 'open';
    -- It may have ended in between.
    exit when found;
  end loop;
end
$$;

-- Notes that a Checkout came to what it was for, where that was recorded by itself.
drop function if exists finish_card_checkout(text, text, jsonb, timestamptz);
create or replace function finish_checkout(
  p_org text, p_checkout_id text, p_sentence text, p_event jsonb, p_at timestamptz
) returns void
language plpgsql as $$
begin
  perform claim_stripe_event(p_event, 'done', p_sentence, p_at);
  update checkouts set status = 'paid' where org_id = p_org and checkout_id = p_checkout_id and status = 'open';
end
$$;

-- Notes the Stripe session of a Checkout; the first one stays.
create or replace function attach_checkout_session(p_org text, p_checkout_id text, p_session_id text) returns void
language sql as $$
  update checkouts set session_id = p_session_id
   where org_id = p_org and checkout_id = p_checkout_id and session_id is null
$$;

-- Ends a Checkout that expired or failed, so that the next click opens a new one. Answers ended · repeated.
create or replace function end_checkout(p_org text, p_checkout_id text, p_event jsonb, p_at timestamptz) returns text
language plpgsql as $$
begin
  if not claim_stripe_event(p_event, 'done', 'Checkout ' || p_checkout_id || ' ended unpaid.', p_at) then
    return 'repeated';
  end if;
  update checkouts set status = 'ended' where org_id = p_org and checkout_id = p_checkout_id and status = 'open';
  return 'ended';
end
$$;
