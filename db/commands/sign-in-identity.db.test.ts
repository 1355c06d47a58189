import { expect, it } from 'vitest'
import { findPerson } from '@/db/queries/users'
import { today } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { type Identity, signInIdentity } from './sign-in-identity'

const { db } = await testDatabase()

const boss: Identity = {
  issuer: 'https://login.example.com',
  subject: 'boss',
  email: 'boss@corp.example',
  emailVerified: true,
  name: 'Boss',
  admin: true,
}
let made = 0
const signIn = (identity: Identity) => {
  made += 1
  return signInIdentity(db, identity, `usr_${made}`, today)
}
const isAdmin = async (userId: string | null) => (await findPerson(db, userId ?? ''))?.admin

it('an unverified address opens nothing, before its owner comes and after', async () => {
  const thief: Identity = { ...boss, subject: 'thief', emailVerified: false }
  expect(await signIn(thief)).toBeNull()
  const owner = await signIn(boss)
  expect(await isAdmin(owner)).toBe(true)
  expect(await signIn(thief)).toBeNull()
  expect(await signIn({ ...boss, name: 'Again' })).toBe(owner)
})

it('sixteen first sign-ins at once make one person', async () => {
  const identity: Identity = { ...boss, subject: 'new', email: 'new@corp.example', admin: false }
  const users = await Promise.all(Array.from({ length: 16 }, () => signIn(identity)))
  expect(new Set(users).size).toBe(1)
})

it('who is admin is said again at every verified sign-in', async () => {
  const owner = await signIn({ ...boss, admin: false })
  expect(await isAdmin(owner)).toBe(false)
  expect(await signIn({ ...boss, emailVerified: false })).toBe(owner)
  expect(await isAdmin(owner)).toBe(false)
  await signIn(boss)
  expect(await isAdmin(owner)).toBe(true)
})
