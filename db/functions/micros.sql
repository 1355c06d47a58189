-- Microseconds since the epoch, as text: an instant that JSON keeps whole.
create or replace function micros(p_at timestamptz) returns text
language sql immutable parallel safe
return (extract(epoch from p_at) * 1000000)::bigint::text;
