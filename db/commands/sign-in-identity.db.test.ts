import { expect, it } from 'vitest'
import { findPerson, findUserByEmail } from '@/db/queries/users'
import { contextOf, payer, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { unlinkPerson } from '@/lib/flows/settings/unlink-person'
import { type Identity, noteAdmin, refuseSignIn, signInIdentity } from './sign-in-identity'

const { db, sql } = await testDatabase()

const boss: Identity = {
  issuer: 'https://login.example.com',
  subject: 'boss',
  email: 'boss@corp.example',
  emailVerified: true,
  name: 'Boss',
}
let made = 0
const entry = (action = '') => {
  made += 1
  const facts = { action, actor: 'nobody', org: '', subject: '', before: 'null', after: 'null' }
  return { id: `aud_${made}`, at: today.toString(), ...facts }
}
const signIn = (identity: Identity) => {
  made += 1
  return signInIdentity(db, identity, `usr_${made}`, today, entry())
}
const idOf = async (identity: Identity): Promise<string> => (await signIn(identity)).userId ?? ''
const personOf = async (identity: Identity) => findPerson(db, await idOf(identity))
const audited = async (userId: string) =>
  (
    await sql`select action from audit_log where actor = ${`user:${userId}`} and subject = ${userId} order by sequence`
  ).map(({ action }) => action)

it('an unverified address opens nothing, before its owner comes and after', async () => {
  const thief: Identity = { ...boss, subject: 'thief', emailVerified: false }
  expect(await signIn(thief)).toMatchObject({ outcome: 'email_unverified', userId: null })
  const owner = await signIn(boss)
  expect(owner.outcome).toBe('made')
  expect(await signIn(thief)).toMatchObject({ outcome: 'email_unverified', userId: null })
  expect(await signIn({ ...boss, name: 'Again' })).toMatchObject({ outcome: 'known', userId: owner.userId })
  expect(await audited(owner.userId ?? '')).toEqual(['person.create'])
})

it('who somebody is depends on issuer and subject: a second subject with the same verified address is let in as nobody', async () => {
  const owner = await idOf(boss)
  for (const other of [
    { ...boss, subject: 'boss-2' },
    { ...boss, subject: 'BOSS' },
    { ...boss, issuer: 'https://elsewhere.example.com' },
  ]) {
    expect(await signIn(other)).toEqual({ outcome: 'email_taken', userId: null })
    const [row] = await sql`select 1 from user_identities where issuer = ${other.issuer} and subject = ${other.subject}`
    expect(row).toBeUndefined()
  }
  expect(await idOf(boss)).toBe(owner)
})

it('sixteen first sign-ins at once make one person', async () => {
  const identity: Identity = { ...boss, subject: 'new', email: 'new@corp.example' }
  const users = await Promise.all(Array.from({ length: 16 }, () => signIn(identity)))
  expect(new Set(users.map(({ userId }) => userId)).size).toBe(1)
  expect(users.filter(({ outcome }) => outcome === 'made')).toHaveLength(1)
  expect(await audited(users[0]?.userId ?? '')).toEqual(['person.create'])
})

it('of sixteen subjects that come at once with one address, one gets it', async () => {
  const comers = await Promise.all(
    Array.from({ length: 16 }, (_, place) => signIn({ ...boss, subject: `many-${place}`, email: 'one@corp.example' })),
  )
  expect(comers.filter(({ outcome }) => outcome === 'made')).toHaveLength(1)
  expect(comers.filter(({ outcome }) => outcome === 'email_taken')).toHaveLength(15)
})

it('a person without any identity is linked once, and audited, to the first who comes with the verified address', async () => {
  await sql`insert into users (user_id, email, name, created_at) values ('usr_known', 'known@corp.example', 'K', now())`
  const comers = await Promise.all(
    Array.from({ length: 8 }, (_, place) =>
      signIn({ ...boss, subject: `known-${place}`, email: 'known@corp.example' }),
    ),
  )
  expect(comers.filter(({ outcome }) => outcome === 'linked')).toEqual([
    { outcome: 'linked', userId: 'usr_known', formerEmail: null },
  ])
  expect(comers.filter(({ outcome }) => outcome === 'email_taken')).toHaveLength(7)
  expect(await audited('usr_known')).toEqual(['person.link'])
})

it('name and address follow the provider, and an address that it no longer verifies is not verified', async () => {
  const mover: Identity = { ...boss, subject: 'mover', email: 'before@corp.example' }
  const userId = await idOf(mover)
  expect(await signIn({ ...mover, email: 'after@corp.example', name: 'Moved' })).toEqual({
    outcome: 'known',
    userId,
    formerEmail: 'before@corp.example',
  })
  expect(await findPerson(db, userId)).toMatchObject({
    email: 'after@corp.example',
    name: 'Moved',
    emailVerified: true,
  })
  expect(await findUserByEmail(db, 'After@Corp.example')).toEqual({ userId, emailVerified: true })
  expect(await personOf({ ...mover, email: 'after@corp.example', emailVerified: false })).toMatchObject({
    email: 'after@corp.example',
    emailVerified: false,
  })
  expect(await personOf({ ...mover, email: 'third@corp.example', emailVerified: false })).toMatchObject({
    email: 'after@corp.example',
    emailVerified: false,
  })
})

it('who moves to an address that somebody else has signs in as before, but no address speaks for them', async () => {
  const mover: Identity = { ...boss, subject: 'mover-2', email: 'mover-2@corp.example' }
  const userId = await idOf(mover)
  expect(await signIn({ ...mover, email: boss.email })).toEqual({ outcome: 'known', userId, formerEmail: null })
  expect(await findPerson(db, userId)).toMatchObject({ email: 'mover-2@corp.example', emailVerified: false })
  expect(await personOf(boss)).toMatchObject({ email: boss.email, emailVerified: true })
})

it('an address is found in any case of A to Z, and by no letter that only looks alike or folds to it', async () => {
  await signIn({ ...boss, subject: 'karl', email: 'karl@corp.example' })
  expect(await findUserByEmail(db, 'KARL@corp.EXAMPLE')).not.toBeNull()
  for (const typed of ['\u212Aarl@corp.example', 'karl@corp.example\u0000', 'karl', '']) {
    expect(await findUserByEmail(db, typed)).toBeNull()
  }
  await expect(
    sql`insert into users (user_id, email, name, created_at) values ('usr_c', 'C@corp.example', 'C', now())`,
  ).rejects.toThrow(/users_email_is_lower/)
})

it('of several who see that somebody became an administrator, one audits it', async () => {
  const userId = await idOf(boss)
  const seen = await Promise.all(Array.from({ length: 8 }, () => noteAdmin(db, userId, true, entry('admin.gain'))))
  expect(seen.filter(Boolean)).toHaveLength(1)
  const again = entry('admin.lose')
  expect([await noteAdmin(db, userId, false, again), await noteAdmin(db, userId, false, again)]).toEqual([true, true])
  expect(
    (await sql`select action from audit_log where action like 'admin.%' order by sequence`).map((r) => r.action),
  ).toEqual(['admin.gain', 'admin.lose'])
})

it('a person whose identities an administrator takes away is linked to the next one', async () => {
  const userId = await idOf({ ...boss, subject: 'old', email: 'moves@corp.example' })
  const fresh: Identity = { ...boss, issuer: 'https://new.example.com', subject: 'new', email: 'moves@corp.example' }
  expect((await signIn(fresh)).outcome).toBe('email_taken')
  expect(await codeOf(unlinkPerson(contextOf(db, payer('any')), 'moves@corp.example'))).toBe('not_found')
  expect((await signIn(fresh)).outcome).toBe('email_taken')
  expect(await unlinkPerson(contextOf(db), 'Moves@corp.example')).toBe(1)
  expect(await unlinkPerson(contextOf(db), 'moves@corp.example')).toBe(0)
  expect(await signIn(fresh)).toMatchObject({ outcome: 'linked', userId })
  expect((await signIn({ ...boss, subject: 'old', email: 'moves@corp.example' })).outcome).toBe('email_taken')
  expect(await audited(userId)).toEqual(['person.create', 'person.link'])
  expect(await codeOf(unlinkPerson(contextOf(db), 'nobody@corp.example'))).toBe('not_found')
})

it('refused sign-ins are kept up to a bound for each address and for all, however many come at once', async () => {
  const bounds = { since: today.subtract({ minutes: 1 }), mostOfOne: 5, most: 30 }
  const refuse = (subject: string, at = today) =>
    refuseSignIn(
      db,
      { ...entry('session.refuse'), subject, at: at.toString() },
      { ...bounds, since: at.subtract({ minutes: 1 }) },
    )
  const kept = async (): Promise<number> =>
    Number((await sql`select count(*) as count from audit_log where action = 'session.refuse'`)[0]?.count)
  await Promise.all(Array.from({ length: 20 }, () => refuse('203.0.113.7')))
  expect(await kept()).toBe(5)
  await Promise.all(Array.from({ length: 60 }, (_, place) => refuse(`2001:db8::${place}`)))
  expect(await kept()).toBe(30)
  expect(await refuse('203.0.113.8')).toBe(false)
  const later = today.add({ seconds: 61 })
  expect([await refuse('203.0.113.7', later), await refuse('203.0.113.8', later)]).toEqual([true, true])
  const once = { ...entry('session.refuse'), subject: '203.0.113.9', at: later.toString() }
  const again = { ...bounds, since: today.add({ seconds: 1 }) }
  expect([await refuseSignIn(db, once, again), await refuseSignIn(db, once, again)]).toEqual([true, true])
  expect(await kept()).toBe(33)
  expect((await sql`select audit_break() as broken`)[0]?.broken).toBeNull()
})
