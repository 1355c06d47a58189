-- Publishes the next version of what a tier costs in a currency, or its first. Nothing edits a version that is there.
-- p_terms: the columns of tier_versions, without tier, currency, version and who published when.
-- Answers applied · exists (somebody has published this version) · stale (versions in between are missing).
create or replace function publish_tier(
  p_tier text, p_currency text, p_version integer, p_terms jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_refused text;
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  select refuse_version(p_version, max(v.version)) into v_refused from tier_versions v
   where v.tier = p_tier and v.currency = p_currency;
  if v_refused is not null then
    return v_refused;
  end if;
  insert into tier_versions
  select (jsonb_populate_record(null::tier_versions, p_terms || jsonb_build_object('tier', p_tier, 'currency', p_currency,
    'version', p_version, 'published_at', p_at, 'published_by', p_by))).*
  on conflict do nothing;
  if not found then
    return 'exists';
  end if;
  perform append_audit(p_audit);
  return 'applied';
end
$$;

-- Opens a Checkout in which a plan or a tier is subscribed to, or answers the one that is open for either choice.
-- p_subject: plan or tier.   p_choice: what, in which version and billed how.
create or replace function open_subscription(
  p_org text, p_checkout_id text, p_subject text, p_choice text, p_at timestamptz
) returns table (checkout_id text, session_id text, choice text)
language plpgsql as $$
begin
  loop
    insert into checkouts (org_id, checkout_id, kind, subject, choice, status, opened_at)
    values (p_org, p_checkout_id, 'subscription', p_subject, p_choice, 'open', p_at)
    on conflict (org_id, subject) where status = 'open' and kind = 'subscription' do nothing;
    return query select c.checkout_id, c.session_id, c.choice from checkouts c
      where c.org_id = p_org and c.kind = 'subscription' and c.subject = p_subject and c.status = 'open';
    -- It may have ended in between.
    exit when found;
  end loop;
end
$$;

drop function if exists claim_recorded_subscriptions(jsonb);
