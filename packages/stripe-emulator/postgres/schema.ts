import type { Sql } from 'postgres'
import { upgradeStatements } from './upgrade'

/**
 * The emulator's own room in the database. `commit` applies one change whole: it checks every version the decision
 * rested on and that the idempotency key is unused, then writes. One lock puts all changes in a row, which a demo can
 * afford and which leaves nothing to deadlock.
 */
const statements = `
select pg_advisory_xact_lock(hashtextextended('stripe_emulator.schema', 0));
create schema if not exists stripe_emulator;

create table if not exists stripe_emulator.objects (
  id text primary key,
  sequence bigint generated always as identity,
  type text not null,
  version integer not null,
  data jsonb not null
);
create index if not exists objects_by_type on stripe_emulator.objects (type, sequence);

create table if not exists stripe_emulator.answers (
  key text primary key,
  fingerprint text not null,
  status integer not null,
  body text not null
);

create table if not exists stripe_emulator.deliveries (
  id text primary key,
  sequence bigint generated always as identity,
  event_id text not null references stripe_emulator.objects (id),
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  due_at_ms bigint not null,
  lease_until_ms bigint not null default 0,
  last_status integer
);
create index if not exists deliveries_owed on stripe_emulator.deliveries (sequence) where state = 'pending';

comment on schema stripe_emulator is 'Demo mode only: the state of the embedded Stripe emulator. Safe to drop.';

create or replace function stripe_emulator.commit(change jsonb) returns text
language plpgsql set search_path = stripe_emulator, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('stripe_emulator.commit', 0));
  if exists (
    select 1
    from jsonb_to_recordset(change -> 'guards') as guard (id text, version integer)
    left join objects on objects.id = guard.id
    where coalesce(objects.version, 0) <> guard.version
  ) or exists (select 1 from answers where key = change #>> '{answer,key}') then
    return 'stale';
  end if;

  insert into objects (id, type, version, data)
  select object.id, object.type, 1, object.data
  from rows from (jsonb_to_recordset(change -> 'objects') as (id text, type text, data jsonb))
    with ordinality as object (id, type, data, position)
  order by object.position
  on conflict (id) do update set version = objects.version + 1, data = excluded.data;

  insert into deliveries (id, event_id, due_at_ms)
  select owed.id, owed."eventId", owed."dueAtMs"
  from rows from (jsonb_to_recordset(change -> 'deliveries') as (id text, "eventId" text, "dueAtMs" bigint))
    with ordinality as owed (id, "eventId", "dueAtMs", position)
  order by owed.position;

  if jsonb_typeof(change -> 'answer') = 'object' then
    insert into answers (key, fingerprint, status, body)
    values (change #>> '{answer,key}', change #>> '{answer,fingerprint}', (change #>> '{answer,status}')::integer, change #>> '{answer,body}');
  end if;
  return 'applied';
end
$$;
`

/** What a role needs that uses the emulator and does not own its schema. */
const grants = (role: string): string => `
grant usage on schema stripe_emulator to "${role}";
grant select, insert, update on all tables in schema stripe_emulator to "${role}";
grant execute on all functions in schema stripe_emulator to "${role}";
`

/**
 * Makes the emulator's schema where it is not there yet, brings what is in it up to date, and lets a role use it.
 * Called as the owner, in a demo only; may be called at any time and by several processes at once. All statements are one
 * transaction.
 * @param role as whom the application works; there is one of this name.
 */
export const ensureEmulatorSchema = async (ownerSql: Sql, role: string): Promise<void> => {
  if (!/^[a-z_][a-z0-9_]*$/.test(role)) throw new RangeError(`${role} is no name of a role.`)
  await ownerSql.unsafe(`${statements}${grants(role)}${upgradeStatements}`)
}
