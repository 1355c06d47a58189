import { createHash, randomBytes } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { noteAdmin, signInIdentity } from '@/db/commands/sign-in-identity'
import { endSessions, seeSession, startSession } from '@/db/commands/user-sessions'
import { countSessions, findSession, listSessions } from '@/db/queries/user-sessions'
import { contextOf, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { auditEntryBy } from '@/lib/context'
import type { Actor, Role } from '@/lib/core/access/permit'
import { endedSince, isLive } from '@/lib/core/access/session'
import { removeMember, setMember } from '@/lib/flows/settings/members'
import { unlinkPerson } from '@/lib/flows/settings/unlink-person'
import { accountPage } from '@/lib/reads/account-page'
import { endOwnSession, endOwnSessions, endSessionsOf } from './end-sessions'

const { db, sql } = await testDatabase()

const emailOf = (name: string) => `${name}@corp.example`
const idOf = (name: string) => `usr_${name}`
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
let made = 0

/** Somebody signs in, in place of what their browser had. */
const signIn = async (name: string, at: Temporal.Instant = today, former: string | null = null) => {
  made += 1
  const sessionId = `ses_${String(made).padStart(6, '0')}`
  const secret = randomBytes(32).toString('base64url')
  const session = {
    sessionId,
    secretSha256: hashOf(secret),
    userId: idOf(name),
    via: 'oidc',
    device: 'Firefox',
  } as const
  const replaced = { secretSha256: former === null ? null : hashOf(former), most: 50, ...endedSince(at) }
  const entry = auditEntryBy(`user:${idOf(name)}`, at, 'session.start', { subject: sessionId })
  await startSession(db, { ...session, at }, replaced, entry)
  return { sessionId, secret }
}
const opens = async ({ secret }: { secret: string }): Promise<boolean> =>
  (await findSession(db, hashOf(secret))) !== null
const as = (name: string): Actor => ({ ...payer('none'), userId: idOf(name) }) as Actor
const actions = async (actor: string) =>
  (await sql`select action, subject, after from audit_log where actor = ${actor} order by sequence`).map(
    ({ action, subject, after }) => `${action} ${subject} ${after}`,
  )

beforeAll(async () => {
  await preparePlatform(db)
  await makeOrg(db, 'team')
  for (const name of ['ann', 'bob', 'cleo', 'dan', 'eve', 'many']) {
    const identity = { issuer: 'test', subject: name, email: emailOf(name), emailVerified: true, name }
    await signInIdentity(db, identity, idOf(name), today)
  }
})

describe('a session', () => {
  it('is found by its secret with its person and today\u2019s roles, and by nothing else', async () => {
    const session = await signIn('ann')
    await setMember(contextOf(db), 'team', emailOf('ann'), 'owner')
    expect(await findSession(db, hashOf(session.secret))).toMatchObject({
      sessionId: session.sessionId,
      person: { userId: idOf('ann'), memberships: [{ org: 'team', role: 'owner' }] },
    })
    expect(await findSession(db, hashOf(`${session.secret}x`))).toBeNull()
    const [row] =
      await sql`select encode(secret_sha256, 'hex') as kept from user_sessions where session_id = ${session.sessionId}`
    expect(row?.kept).toBe(hashOf(session.secret).toString('hex'))
  })

  it('replaces the one its browser had, and no other', async () => {
    const [first, elsewhere] = [await signIn('bob'), await signIn('bob')]
    const second = await signIn('bob', today, first.secret)
    expect(await Promise.all([first, elsewhere, second].map(opens))).toEqual([false, true, true])
  })

  it('is not renewed for ever: used each hour, it ends after seven days', async () => {
    const { secret, sessionId } = await signIn('cleo')
    let now = today
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      const found = await findSession(db, hashOf(secret))
      expect([hour, found !== null && isLive(found, now)]).toEqual([hour, true])
      await seeSession(db, sessionId, now.subtract({ seconds: 60 }), now)
      now = now.add({ hours: 1 })
    }
    const found = await findSession(db, hashOf(secret))
    expect(found !== null && isLive(found, now)).toBe(false)
  })

  it('that is used by many requests at once is written to once a minute', async () => {
    const { secret, sessionId } = await signIn('dan')
    const later = today.add({ minutes: 5 })
    const before = later.subtract({ seconds: 60 })
    await Promise.all(
      Array.from({ length: 8 }, (_, place) => seeSession(db, sessionId, before, later.add({ milliseconds: place }))),
    )
    const [row] = await sql`select xmin::text as by from user_sessions where session_id = ${sessionId}`
    await seeSession(db, sessionId, before, later.add({ seconds: 30 }))
    const [again] = await sql`select xmin::text as by from user_sessions where session_id = ${sessionId}`
    expect(again?.by).toBe(row?.by)
    expect((await findSession(db, hashOf(secret)))?.seenAt.epochMilliseconds).toBeLessThan(later.epochMilliseconds + 8)
  })

  it('of somebody who has fifty ends the one that was used longest ago, and those whose time is over are deleted', async () => {
    const first = await signIn('many', today)
    for (let more = 1; more < 50; more += 1) await signIn('many', today.add({ seconds: more }))
    expect(await opens(first)).toBe(true)
    await signIn('many', today.add({ seconds: 50 }))
    expect(await opens(first)).toBe(false)
    const late = today.add({ hours: 24 * 7 + 1 })
    await signIn('many', late)
    const rows = await sql`select user_id from user_sessions where started_at < ${late.toString()}`
    expect(rows).toEqual([])
  })
})

describe('sessions', () => {
  it('of a person are listed for that person alone, the latest first, without those that have ended', async () => {
    const older = await signIn('ann')
    const newer = await signIn('ann', today.add({ minutes: 1 }))
    const ctx = contextOf(db, as('ann'), today.add({ minutes: 2 }))
    const { sessions } = await accountPage(ctx, older.sessionId)
    expect(sessions.slice(0, 1)).toMatchObject([{ id: newer.sessionId, own: false, device: 'Firefox' }])
    expect(sessions.find(({ own }) => own)?.id).toBe(older.sessionId)
    expect(sessions.some(({ id }) => id === 'ses_000001')).toBe(false)
    const nextDay = contextOf(db, as('ann'), today.add({ hours: 13 }))
    expect((await accountPage(nextDay, '')).sessions).toEqual([])
    expect(await codeOf(accountPage(contextOf(db, { kind: 'nobody' }), ''))).toBe('unauthenticated')
  })

  it('are ended one by one by whose they are, and by nobody else', async () => {
    const [here, there] = [await signIn('bob'), await signIn('bob')]
    expect(await codeOf(endOwnSession(contextOf(db, as('cleo')), there.sessionId))).toBe('not_found')
    expect(await codeOf(endOwnSession(contextOf(db, { kind: 'nobody' }), there.sessionId))).toBe('unauthenticated')
    expect(await opens(there)).toBe(true)
    await endOwnSession(contextOf(db, as('bob')), there.sessionId)
    expect(await Promise.all([here, there].map(opens))).toEqual([true, false])
    expect(await codeOf(endOwnSession(contextOf(db, as('bob')), there.sessionId))).toBe('not_found')
    expect((await actions('user:usr_bob')).at(-1)).toBe(`session.end ${there.sessionId} {"sessions":1}`)
  })

  it('are ended everywhere at once, but not by a page that somebody else left open', async () => {
    const [here, there, others] = [await signIn('bob'), await signIn('bob'), await signIn('ann')]
    expect(await codeOf(endOwnSessions(contextOf(db, as('ann')), here.sessionId))).toBe('stale')
    expect(await codeOf(endOwnSessions(contextOf(db, { kind: 'nobody' }), here.sessionId))).toBe('unauthenticated')
    expect(await Promise.all([here, there].map(opens))).toEqual([true, true])
    expect(await endOwnSessions(contextOf(db, as('bob')), here.sessionId)).toBeGreaterThanOrEqual(2)
    expect(await Promise.all([here, there, others].map(opens))).toEqual([false, false, true])
    expect(await listSessions(db, idOf('bob'), endedSince(today))).toEqual([])
  })

  it('of somebody are ended by an admin, which is audited, and counted before', async () => {
    const [one, two] = [await signIn('dan'), await signIn('dan')]
    const counted = (await countSessions(db, [idOf('dan'), 'usr_nobody'], endedSince(today))).get(idOf('dan')) ?? 0
    expect(counted).toBeGreaterThanOrEqual(2)
    expect(await codeOf(endSessionsOf(contextOf(db, as('ann')), idOf('dan')))).toBe('not_found')
    expect(await endSessionsOf(contextOf(db), idOf('dan'))).toBe(counted)
    expect(await endSessionsOf(contextOf(db), idOf('dan'))).toBe(0)
    expect(await Promise.all([one, two].map(opens))).toEqual([false, false])
    expect((await actions('user:usr_admin')).at(-1)).toBe(`session.end_all usr_dan {"sessions":${counted}}`)
    expect(await codeOf(endSessionsOf(contextOf(db), 'usr_nobody'))).toBe('not_found')
  })

  it('end once and are audited once, however often the same call is made', async () => {
    const { sessionId } = await signIn('eve')
    const entry = auditEntryBy('user:usr_eve', today, 'session.end', { subject: sessionId })
    const counts = await Promise.all(Array.from({ length: 4 }, () => endSessions(db, idOf('eve'), sessionId, entry)))
    expect(counts.filter((count) => count === 1).length).toBeGreaterThanOrEqual(1)
    const ended = (await actions('user:usr_eve')).filter((line) => line.startsWith('session.end '))
    expect(ended).toHaveLength(1)
  })

  it.each<[from: Role, to: Role | null, ends: boolean]>([
    ['owner', 'billing', true],
    ['billing', 'member', true],
    ['member', null, true],
    ['member', 'billing', false],
    ['billing', 'billing', false],
  ])('of a member end with the loss of a role: from %s to %s', async (from, to, ends) => {
    await setMember(contextOf(db), 'team', emailOf('eve'), from)
    const session = await signIn('eve')
    if (to === null) await removeMember(contextOf(db), 'team', idOf('eve'))
    else await setMember(contextOf(db), 'team', emailOf('eve'), to)
    expect(await opens(session)).toBe(!ends)
  })

  it('of an administrator end when the list names them no more, and of a person whose identities are taken away', async () => {
    const entry = (after: boolean) =>
      auditEntryBy('system:admin-list', today, 'admin.change', { subject: 'eve', after })
    const admin = await signIn('eve')
    await noteAdmin(db, idOf('eve'), true, entry(true))
    expect(await opens(admin)).toBe(true)
    await noteAdmin(db, idOf('eve'), false, entry(false))
    expect(await opens(admin)).toBe(false)
    const before = await signIn('eve')
    await unlinkPerson(contextOf(db), emailOf('eve'))
    expect(await opens(before)).toBe(false)
  })
})
