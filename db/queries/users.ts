import { asc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { members, orgs, users } from '@/db/schema/index'
import { readEmail } from '@/lib/core/access/email'
import type { Role } from '@/lib/core/access/permit'
import { lookUp } from './look-up'

export type Person = {
  readonly userId: string
  readonly name: string
  readonly email: string
  /** Whether the provider vouched for the address at the latest sign-in. */
  readonly emailVerified: boolean
  /** Whether the list of admins named this person when it was last looked at. Permits nothing. */
  readonly wasAdmin: boolean
  readonly memberships: readonly { readonly org: string; readonly orgName: string; readonly role: Role }[]
}

type Row = {
  users: typeof users.$inferSelect
  members: typeof members.$inferSelect | null
  orgs: typeof orgs.$inferSelect | null
}

/** People of rows that are joined with their memberships. */
export const peopleOf = (rows: readonly Row[]): Person[] => {
  const people = new Map<string, Person & { memberships: { org: string; orgName: string; role: Role }[] }>()
  for (const { users: user, members: member, orgs: org } of rows) {
    const person = people.get(user.userId) ?? {
      userId: user.userId,
      name: user.name,
      email: user.email,
      emailVerified: user.emailVerified,
      wasAdmin: user.isAdmin,
      memberships: [],
    }
    people.set(user.userId, person)
    if (member && org) person.memberships.push({ org: member.orgId, orgName: org.name, role: member.role })
  }
  return [...people.values()]
}

const withMemberships = (db: Db) =>
  db
    .select()
    .from(users)
    .leftJoin(members, eq(members.userId, users.userId))
    .leftJoin(orgs, eq(orgs.orgId, members.orgId))
    .orderBy(asc(users.email), asc(members.orgId))

/** A person with today's roles, or null. */
export const findPerson = (db: Db, userId: string): Promise<Person | null> =>
  lookUp(async () => peopleOf(await withMemberships(db).where(eq(users.userId, userId)))[0] ?? null)

export const listPeople = (db: Db): Promise<Person[]> => lookUp(async () => peopleOf(await withMemberships(db)))

/**
 * Whose address this is, and whether the provider still says so.
 * @param typed compared in the one form of addresses; what is none belongs to nobody.
 */
export const findUserByEmail = (
  db: Db,
  typed: string,
): Promise<{ readonly userId: string; readonly emailVerified: boolean } | null> =>
  lookUp(async () => {
    const email = readEmail(typed)
    if (email === null) return null
    const found = { userId: users.userId, emailVerified: users.emailVerified }
    const [row] = await db.select(found).from(users).where(eq(users.email, email))
    return row ?? null
  })
