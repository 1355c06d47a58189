-- Opens a refund of a purchase, decided on what of it was refunded before. Nothing was where that is not so any more.
-- p_refund: the columns of refunds, without the org, the purchase, the status and when it was asked for.
-- Answers opened · existing (asked for before) · mismatch (its id was used for another) · stale · unknown.
create or replace function open_refund(
  p_org text, p_purchase_id text, p_refund jsonb, p_before numeric, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_known refunds;
begin
  perform from purchases p where p.org_id = p_org and p.purchase_id = p_purchase_id and p.paid_at is not null for update;
  if not found then
    return 'unknown';
  end if;
  select * into v_known from refunds r where r.org_id = p_org and r.refund_id = p_refund->>'refund_id';
  if found then
    return case when v_known.purchase_id = p_purchase_id and v_known.amount = (p_refund->>'amount')::numeric
      then 'existing' else 'mismatch' end;
  end if;
  if p_before <> (select coalesce(sum(r.amount), 0) from refunds r
      where r.org_id = p_org and r.purchase_id = p_purchase_id and r.status <> 'failed') then
    return 'stale';
  end if;
  insert into refunds
  select (jsonb_populate_record(null::refunds, p_refund || jsonb_build_object('org_id', p_org, 'purchase_id',
    p_purchase_id, 'status', 'requested', 'failure', '', 'requested_at', p_at))).*;
  perform append_audit(p_audit);
  return 'opened';
end
$$;

-- Notes how a refund stands at Stripe, and what credit it took back. What the bank sent back to us stays so. A refund that
-- was made stays made otherwise; one that Stripe seemed to refuse may turn out to be. Answers how it is kept.
drop function if exists settle_refund(text, text, text, text, text, numeric, timestamptz);
create function settle_refund(
  p_org text, p_refund_id text, p_status text, p_stripe_id text, p_failure text, p_taken numeric, p_at timestamptz
) returns text
language plpgsql as $$
begin
  update refunds r
     set status = p_status, stripe_refund_id = coalesce(p_stripe_id, r.stripe_refund_id), failure = p_failure,
         taken = p_taken, settled_at = case when p_status = 'pending' then null else p_at end
   where r.org_id = p_org and r.refund_id = p_refund_id
     and not (r.status = 'failed' and r.stripe_refund_id is not null)
     and not (r.status = 'succeeded' and p_status <> 'failed')
     and not (r.status in ('pending', 'succeeded') and p_status = 'failed' and p_stripe_id is null);
  return (select r.status from refunds r where r.org_id = p_org and r.refund_id = p_refund_id);
end
$$;
