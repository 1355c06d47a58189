-- Saves the draft of a price book's next version. A book has at most one open draft.
-- p_expected: the version of the open draft as it was read; 0 where there is none.
-- p_draft: {base_version, effective_on, note, prices}; prices as publish_prices takes them.
-- Answers applied · stale (somebody saved, published or discarded meanwhile) · currency_fixed.
create or replace function save_price_draft(
  p_book text, p_currency text, p_expected integer, p_draft jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  if exists (select from price_books b where b.price_book = p_book and b.currency <> p_currency) then
    return 'currency_fixed';
  end if;
  insert into price_drafts as d (price_book, currency, version, state, base_version, effective_on, note, prices,
                                 saved_at, saved_by)
  select p_book, p_currency, 1, 'open', x.base_version, x.effective_on, x.note, x.prices, p_at, p_by
    from jsonb_to_record(p_draft) as x (base_version integer, effective_on date, note text, prices jsonb)
   where p_expected = 0 or exists (select from price_drafts o where o.price_book = p_book)
  on conflict (price_book) do update
     set currency = excluded.currency, version = d.version + 1, state = 'open',
         base_version = excluded.base_version, effective_on = excluded.effective_on, note = excluded.note,
         prices = excluded.prices, saved_at = p_at, saved_by = p_by
   where case when d.state = 'open' then d.version else 0 end = p_expected;
  return audited(found, p_audit);
end
$$;

-- Notes that a what-if was run on the content of a draft. Doing it again changes nothing.
-- Answers applied · stale.
create or replace function note_what_if(p_book text, p_version integer, p_fingerprint text, p_at timestamptz)
returns text
language plpgsql as $$
begin
  update price_drafts d set what_if = p_fingerprint, what_if_at = p_at
   where d.price_book = p_book and d.state = 'open' and d.version = p_version;
  return case when found then 'applied' else 'stale' end;
end
$$;

-- Gives an open draft up. Answers applied · stale.
create or replace function discard_price_draft(p_book text, p_version integer, p_audit jsonb) returns text
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return 'applied';
  end if;
  update price_drafts d set state = 'discarded', version = d.version + 1
   where d.price_book = p_book and d.state = 'open' and d.version = p_version;
  return audited(found, p_audit);
end
$$;

-- Publishes a draft as the next version of its book and ends it.
-- p_fingerprint: of the content of this version of the draft; the last what-if must have been run on the same.
-- Answers applied · stale (the draft is another by now) · base_stale (a version was published that it does not follow) ·
-- what_if_missing · currency_fixed.
create or replace function publish_price_draft(
  p_book text, p_version integer, p_fingerprint text, p_by text, p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_draft price_drafts;
  v_outcome text;
begin
  select * into v_draft from price_drafts d where d.price_book = p_book for update;
  if was_audited(p_audit) then
    return 'applied';
  end if;
  if v_draft.version is distinct from p_version or v_draft.state <> 'open' then
    return 'stale';
  end if;
  if v_draft.what_if = '' or v_draft.what_if <> p_fingerprint then
    return 'what_if_missing';
  end if;
  v_outcome := publish_prices(p_book, v_draft.currency, v_draft.base_version,
    v_draft.prices || jsonb_build_object('effective_on', v_draft.effective_on, 'note', v_draft.note),
    p_by, p_at, p_audit);
  if v_outcome <> 'applied' then
    return case v_outcome when 'stale' then 'base_stale' else v_outcome end;
  end if;
  update price_drafts d set state = 'published', version = d.version + 1 where d.price_book = p_book;
  return 'applied';
end
$$;
