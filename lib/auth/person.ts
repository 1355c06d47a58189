import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { peopleDb } from '@/db/app'
import { findPerson, type Person } from '@/db/queries/users'
import { adminEmails } from '@/lib/compose'
import { isListedAdmin } from '@/lib/core/access/admin'
import type { Actor } from '@/lib/core/access/permit'
import { authOptions } from './options'

export type SignedIn = Person & { readonly admin: boolean }

/** Who is signed in, with the roles of this moment; null if nobody is. Read once per request. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => {
  const session = (await getServerSession(authOptions())) as { userId?: string } | null
  const person = session?.userId ? await findPerson(peopleDb(), session.userId) : null
  return person && { ...person, admin: isListedAdmin(person, adminEmails()) }
})

/** The signed-in person as the one who asks. */
export const personActor = async (): Promise<Actor> => {
  const person = await currentPerson()
  if (!person) return { kind: 'nobody' }
  const { userId, name, email, admin, memberships } = person
  return { kind: 'user', userId, name, email, admin, roles: new Map(memberships.map(({ org, role }) => [org, role])) }
}
