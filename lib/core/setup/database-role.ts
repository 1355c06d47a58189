/** As whom statements of a connection run, as the database says. */
export type RoleFacts = {
  readonly user: string
  /** Whether it is `kontor_app`, or has its rights. */
  readonly hasAppRole: boolean
  readonly isSuperuser: boolean
  /** Whether it makes roles or databases, or passes by row security. */
  readonly isPrivileged: boolean
  /** Whether it has the rights of whoever owns the tables. */
  readonly ownsTables: boolean
  /** Roles besides `kontor_app` that it is a member of. */
  readonly memberships: readonly string[]
  readonly timeZone: string
  /** Zero is never. */
  readonly statementTimeoutMs: number
}

const mostStatementMs = 60_000

/**
 * Why a connection cannot be worked with, in words; empty where it can. The rights of `kontor_app` are what keeps issued
 * invoices, the ledger and the audit log as they are; days are counted in UTC; a statement without an end blocks others.
 */
export const roleProblems = (facts: RoleFacts): readonly string[] => {
  const { user, memberships, timeZone, statementTimeoutMs } = facts
  const problems: string[] = []
  if (!facts.hasAppRole) problems.push(`${user} does not have the role kontor_app.`)
  if (facts.isSuperuser) problems.push(`${user} is a superuser.`)
  else if (facts.isPrivileged) problems.push(`${user} may create roles or databases, or bypasses row security.`)
  if (facts.ownsTables && !facts.isSuperuser) problems.push(`${user} has the rights of the owner of the tables.`)
  if (memberships.length > 0 && !facts.isSuperuser) {
    problems.push(`${user} is also a member of ${memberships.join(', ')}.`)
  }
  if (timeZone !== 'UTC') problems.push(`The time zone of its sessions is ${timeZone}, not UTC.`)
  if (statementTimeoutMs <= 0 || statementTimeoutMs > mostStatementMs) {
    problems.push(`Its statement_timeout is ${statementTimeoutMs} ms; it has to be from 1 to ${mostStatementMs} ms.`)
  }
  return problems
}
