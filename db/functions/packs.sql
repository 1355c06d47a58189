-- Publishes the next version of a credit pack, or its first. Nothing edits a version that is there.
-- p_terms: the columns of pack_versions, without pack, version and who published when.
-- Answers applied · exists (somebody has published this version) · stale (versions in between are missing).
create or replace function publish_pack(
  p_pack text, p_version integer, p_terms jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_refused text;
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  select refuse_version(p_version, max(v.version)) into v_refused from pack_versions v where v.pack = p_pack;
  if v_refused is not null then
    return v_refused;
  end if;
  insert into pack_versions
  select (jsonb_populate_record(null::pack_versions, p_terms || jsonb_build_object('pack', p_pack, 'version', p_version,
    'published_at', p_at, 'published_by', p_by))).*
  on conflict do nothing;
  if not found then
    return 'exists';
  end if;
  perform append_audit(p_audit);
  return 'applied';
end
$$;

-- Opens a Checkout in which credit is bought, with the terms of the purchase, or answers the one that is open for the
-- same: two clicks make one.
-- p_terms: the columns of purchases, without the org, the id and when it began.
create or replace function open_purchase(
  p_org text, p_purchase_id text, p_subject text, p_terms jsonb, p_at timestamptz
) returns table (checkout_id text, session_id text)
language plpgsql as $$
begin
  loop
    insert into checkouts (org_id, checkout_id, kind, subject, amount, currency, status, opened_at)
    values (p_org, p_purchase_id, 'credit', p_subject, (p_terms->>'price')::numeric, p_terms->>'currency', 'open', p_at)
    on conflict (org_id, subject) where status = 'open' and kind = 'credit' do nothing;
    if found then
      insert into purchases
      select (jsonb_populate_record(null::purchases,
        p_terms || jsonb_build_object('org_id', p_org, 'purchase_id', p_purchase_id, 'tax', 0, 'failure', '',
          'begun_at', p_at))).*;
    end if;
    return query select c.checkout_id, c.session_id from checkouts c
      where c.org_id = p_org and c.kind = 'credit' and c.subject = p_subject and c.status = 'open';
    -- It may have ended in between.
    exit when found;
  end loop;
end
$$;

-- Claims events about sessions in which a purchase was paid that is recorded as paid: there is nothing to do for them.
-- Answers the ids of those.
-- p_said: [{event, sentence, at, org, purchase, session}].
create or replace function claim_settled_purchases(p_said jsonb) returns setof text
language plpgsql
-- Reached by their keys, one row for each of the call, however many there are and whatever was counted of them.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_claims jsonb;
begin
  select jsonb_agg(jsonb_build_object('event', s.event, 'state', 'done', 'sentence', s.sentence, 'at', s.at))
    into v_claims
    from jsonb_to_recordset(p_said) as s (event jsonb, sentence text, at timestamptz, org text, purchase text,
      session text)
    join purchases p on p.org_id = s.org and p.purchase_id = s.purchase
    join checkouts c on c.org_id = s.org and c.checkout_id = s.purchase
   where p.paid_at is not null and c.session_id = s.session;
  -- As notes are, which this call is alone with: nothing waits for the disk.
  perform set_config('synchronous_commit', 'off', true);
  perform claim_stripe_events(coalesce(v_claims, '[]'));
  return query select c->'event'->>'id' from jsonb_array_elements(v_claims) c;
end
$$;
