import type { PendingQuery, Sql } from 'postgres'
import type { RoleFacts } from '@/lib/core/setup/database-role'

type Row = {
  user: string
  app: boolean
  superuser: boolean
  privileged: boolean
  owner: boolean
  memberships: string[]
  zone: string
  timeout: string
}

/**
 * As whom statements run on whichever connection of the pool answers. Rights count that it has, and those that it could
 * take on.
 */
export const askForRole = (sql: Sql): PendingQuery<Row[]> => sql<Row[]>`
    select current_user::text as user,
           coalesce((select pg_has_role(current_user, a.oid, 'USAGE') from pg_roles a where a.rolname = 'kontor_app'), false) as app,
           r.rolsuper as superuser,
           r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication as privileged,
           exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
             and pg_has_role(current_user, c.relowner, 'MEMBER')) as owner,
           array(select m.rolname::text from pg_roles m
             where pg_has_role(current_user, m.oid, 'MEMBER') and m.rolname not in (current_user, 'kontor_app')
             order by 1) as memberships,
           current_setting('TimeZone') as zone,
           round(extract(epoch from current_setting('statement_timeout')::interval) * 1000)::text as timeout
      from pg_roles r where r.rolname = current_user`

export const roleOf = ([row]: readonly Row[]): RoleFacts => {
  if (!row) throw new Error('the database does not know the role that it works as')
  return {
    user: row.user,
    hasAppRole: row.app,
    isSuperuser: row.superuser,
    isPrivileged: row.privileged,
    ownsTables: row.owner,
    memberships: row.memberships,
    timeZone: row.zone,
    statementTimeoutMs: Number(row.timeout),
  }
}

export const readRole = async (sql: Sql): Promise<RoleFacts> => roleOf(await askForRole(sql))
