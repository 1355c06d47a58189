-- Sets up a cell, or changes it. p_secret: a secret to use from now on, or null: then a cell keeps the one it has, and a
-- new cell takes p_made. Answers whether the secret of the cell is p_made.
create or replace function save_cell(
  p_cell text, p_url text, p_secret text, p_made text, p_at timestamptz, p_audit jsonb
) returns boolean
language plpgsql as $$
begin
  if not was_audited(p_audit) then
    insert into cells as c (cell, url, secret, updated_at) values (p_cell, p_url, coalesce(p_secret, p_made), p_at)
    on conflict (cell) do update
      set url = excluded.url, secret = coalesce(p_secret, c.secret), updated_at = excluded.updated_at;
    perform append_audit(p_audit);
  end if;
  return exists (select from cells where cell = p_cell and secret = p_made);
end
$$;
