import { listPeople } from '@/db/queries/users'
import type { Ctx } from '@/lib/context'
import { isListedAdmin } from '@/lib/core/access/admin'
import type { Role } from '@/lib/core/access/permit'

export type DemoEntrance = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role | 'admin'
  readonly org: string
}

/**
 * Whom a demo can be entered as, admins first. The caller asks only in a demo: nobody is signed in here.
 * @param admins the addresses of those who run the platform.
 */
export const demoEntrances = async ({ db }: Ctx, admins: ReadonlySet<string>): Promise<DemoEntrance[]> => {
  const people = await listPeople(db)
  const entrances = people.flatMap(({ userId, memberships: [first], ...person }): DemoEntrance[] => {
    const { name, email } = person
    if (isListedAdmin(person, admins)) return [{ userId, name, email, role: 'admin', org: '' }]
    return first ? [{ userId, name, email, role: first.role, org: first.orgName }] : []
  })
  return entrances.sort((a, b) => Number(b.role === 'admin') - Number(a.role === 'admin'))
}
