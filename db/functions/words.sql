-- What a meter and its unit are called from now on. Invoices that were issued keep the words they froze.
create or replace function save_meter_words(
  p_meter text, p_scale bigint, p_words jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns void
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return;
  end if;
  insert into meter_words (meter, scale, words, saved_at, saved_by) values (p_meter, p_scale, p_words, p_at, p_by)
  on conflict (meter) do update
    set scale = excluded.scale, words = excluded.words, saved_at = excluded.saved_at, saved_by = excluded.saved_by;
  perform append_audit(p_audit);
end
$$;

-- The same of a skill.
create or replace function save_skill_words(
  p_skill text, p_names jsonb, p_by text, p_at timestamptz, p_audit jsonb
) returns void
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return;
  end if;
  insert into skill_words (skill, names, saved_at, saved_by) values (p_skill, p_names, p_at, p_by)
  on conflict (skill) do update set names = excluded.names, saved_at = excluded.saved_at, saved_by = excluded.saved_by;
  perform append_audit(p_audit);
end
$$;
