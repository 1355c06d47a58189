import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { appDb } from '@/db/app'
import { findPerson, type Person } from '@/db/queries/users'
import type { Actor } from '@/lib/core/access/permit'
import { authOptions } from './options'

/** Who is signed in, with the roles of this moment; null where nobody is. Read once per request. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const session = (await getServerSession(authOptions())) as { userId?: string } | null
  return session?.userId ? findPerson(appDb(), session.userId) : null
})

/** The signed-in person as the one who asks. */
export const personActor = async (): Promise<Actor> => {
  const person = await currentPerson()
  if (!person) return { kind: 'nobody' }
  const { userId, name, email, admin, memberships } = person
  return { kind: 'user', userId, name, email, admin, roles: new Map(memberships.map(({ org, role }) => [org, role])) }
}
