import { expect, it } from 'vitest'
import { type RoleFacts, roleProblems } from './database-role'

const good: RoleFacts = {
  user: 'kontor_login',
  hasAppRole: true,
  isSuperuser: false,
  isPrivileged: false,
  ownsTables: false,
  memberships: [],
  timeZone: 'UTC',
  statementTimeoutMs: 15_000,
}

it('a login that has the role of the app and nothing else can be worked with', () => {
  expect(roleProblems(good)).toEqual([])
})

it.each<[string, Partial<RoleFacts>, readonly string[]]>([
  ['another role', { hasAppRole: false }, ['kontor_login does not have the role kontor_app.']],
  [
    'the owner as superuser, whose other rights need no words',
    { user: 'kontor', isSuperuser: true, isPrivileged: true, ownsTables: true, memberships: ['pg_read_all_data'] },
    ['kontor is a superuser.'],
  ],
  [
    'who makes roles',
    { isPrivileged: true },
    ['kontor_login may create roles or databases, or bypasses row security.'],
  ],
  ['the owner', { ownsTables: true }, ['kontor_login has the rights of the owner of the tables.']],
  ['a member of others', { memberships: ['a', 'b'] }, ['kontor_login is also a member of a, b.']],
  ['another zone', { timeZone: 'Europe/Zurich' }, ['The time zone of its sessions is Europe/Zurich, not UTC.']],
  ['no deadline', { statementTimeoutMs: 0 }, ['Its statement_timeout is 0 ms; it has to be from 1 to 60000 ms.']],
  [
    'a deadline too far',
    { statementTimeoutMs: 60_001 },
    ['Its statement_timeout is 60001 ms; it has to be from 1 to 60000 ms.'],
  ],
])('%s cannot', (_, change, sentences) => {
  expect(roleProblems({ ...good, ...change })).toEqual(sentences)
})
