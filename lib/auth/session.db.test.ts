import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInIdentity } from '@/db/commands/sign-in-identity'
import { startSession } from '@/db/commands/user-sessions'
import { clockOfToday, today } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { clock } from '@/lib/compose'
import { endedSince } from '@/lib/core/access/session'
import { newId } from '@/lib/platform/ids'
import { endSessionOf } from './end-session'
import { sessionOf } from './session'
import { hashOfSecret, newSecret } from './session-secret'

const { url, db, sql } = await testDatabase()
const settings = { demo: false, ...clockOfToday }
process.env.DATABASE_URL = url
Object.assign(globalThis, {
  [Symbol.for('kontor.databases')]: { people: db },
  [Symbol.for('kontor.wired')]: { settings },
})

const folder = mkdtempSync(join(tmpdir(), 'kontor-admins-'))
afterAll(() => rmSync(folder, { recursive: true }))
const listAdmins = (text: string): void => {
  process.env.KONTOR_ADMIN_EMAILS_FILE = join(folder, 'admins')
  writeFileSync(process.env.KONTOR_ADMIN_EMAILS_FILE, text)
}

const identity = { issuer: 'test', subject: 'ada', email: 'ada@corp.example', emailVerified: true, name: 'Ada' }
const signIn = async (over: { via?: 'oidc' | 'demo'; at?: typeof today } = {}): Promise<string> => {
  const { via = 'oidc', at = clock() } = over
  const [secret, sessionId] = [newSecret(), newId('ses')]
  const session = {
    sessionId,
    secretSha256: hashOfSecret(secret) ?? Buffer.of(),
    userId: 'usr_ada',
    via,
    device: '',
    at,
  }
  await startSession(db, session, { secretSha256: null, most: 50, ...endedSince(at) }, null)
  return secret
}
const changes = async () =>
  (await sql`select action, actor, subject from audit_log where action like 'admin.%' order by sequence`).map(
    ({ action, actor, subject }) => `${actor} ${action} ${subject}`,
  )

beforeAll(async () => {
  listAdmins('')
  await signInIdentity(db, identity, 'usr_ada', today)
})

it('a secret opens the session it was given out for, and nothing else does', async () => {
  const secret = await signIn()
  expect(await sessionOf(secret)).toMatchObject({ person: { userId: 'usr_ada', admin: false } })
  const token = `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${randomBytes(9).toString('base64url')}`
  for (const other of [undefined, '', token, newSecret(), `${secret}0`, secret.slice(1)]) {
    expect(await sessionOf(other)).toBeNull()
  }
})

it('who signs out ends the session: a copy of the cookie opens nothing', async () => {
  const [secret, elsewhere] = [await signIn(), await signIn()]
  await endSessionOf(secret)
  expect(await sessionOf(secret)).toBeNull()
  expect(await sessionOf(elsewhere)).not.toBeNull()
  await endSessionOf(secret)
})

it('a session that was not used for half a day, or is a week old, opens nothing', async () => {
  const secret = await signIn({ at: clock().subtract({ hours: 12 }) })
  expect(await sessionOf(secret)).toBeNull()
  const recent = await signIn({ at: clock().subtract({ hours: 11 }) })
  expect(await sessionOf(recent)).not.toBeNull()
})

it('what a demo let in is nobody once it is no demo any more', async () => {
  const secret = await signIn({ via: 'demo' })
  expect(await sessionOf(secret)).toBeNull()
  settings.demo = true
  expect(await sessionOf(secret)).not.toBeNull()
  settings.demo = false
  expect(await sessionOf(secret)).toBeNull()
})

it('an administrator is whoever the list names at that moment; each change is audited once, and the loss ends the sessions', async () => {
  const [secret, elsewhere] = [await signIn(), await signIn()]
  listAdmins('grace@corp.example\nADA@corp.example')
  const asked = await Promise.all(Array.from({ length: 8 }, () => sessionOf(secret)))
  expect(asked.map((session) => session?.person.admin)).toEqual(Array(8).fill(true))
  expect(await changes()).toEqual(['system:admin-list admin.promote usr_ada'])
  listAdmins('grace@corp.example, \u212Ada@corp.example')
  expect(await Promise.all([secret, elsewhere, secret].map(sessionOf))).toEqual([null, null, null])
  expect(await changes()).toEqual(['system:admin-list admin.promote usr_ada', 'system:admin-list admin.demote usr_ada'])
  const again = await signIn()
  expect(await sessionOf(again)).toMatchObject({ person: { admin: false } })
})

it('an administrator whose address the provider no longer verifies is none', async () => {
  listAdmins('ada@corp.example')
  const secret = await signIn()
  expect(await sessionOf(secret)).toMatchObject({ person: { admin: true } })
  await signInIdentity(db, { ...identity, emailVerified: false }, 'usr_none', today)
  expect(await sessionOf(secret)).toBeNull()
  expect(await sessionOf(await signIn())).toMatchObject({ person: { admin: false } })
})

it('a list that cannot be read names nobody', async () => {
  await signInIdentity(db, identity, 'usr_none', today)
  expect(await sessionOf(await signIn())).toMatchObject({ person: { admin: true } })
  process.env.KONTOR_ADMIN_EMAILS_FILE = join(folder, 'gone')
  expect(await sessionOf(await signIn())).toBeNull()
  expect(await sessionOf(await signIn())).toMatchObject({ person: { admin: false } })
})
