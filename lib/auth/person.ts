import type { Actor } from '@/lib/core/access/permit'
import { currentSession, type SignedIn } from './session'

/** Who is signed in, with the roles of this moment; null if nobody is. */
export const currentPerson = async (): Promise<SignedIn | null> => (await currentSession())?.person ?? null

/** The signed-in person as the one who asks. */
export const personActor = async (): Promise<Actor> => {
  const person = await currentPerson()
  if (!person) return { kind: 'nobody' }
  const { userId, name, email, admin, memberships } = person
  return { kind: 'user', userId, name, email, admin, roles: new Map(memberships.map(({ org, role }) => [org, role])) }
}
