-- Why a version cannot be published beside the latest one: exists (somebody has published it) · stale (versions in between
-- are missing). Null where it is the next one.
create or replace function refuse_version(p_version integer, p_latest integer) returns text
language sql immutable as $$
  select case when p_version <= coalesce(p_latest, 0) then 'exists'
              when p_version > coalesce(p_latest, 0) + 1 then 'stale' end
$$;
