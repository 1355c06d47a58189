import { listPeople } from '@/db/queries/users'
import type { Ctx } from '@/lib/context'
import type { Role } from '@/lib/core/access/permit'

export type DemoEntrance = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role | 'admin'
  readonly org: string
}

/** Whom a demo can be entered as, admins first. The caller asks only in a demo: nobody is signed in here. */
export const demoEntrances = async ({ db }: Ctx): Promise<DemoEntrance[]> => {
  const people = await listPeople(db)
  const entrances = people.flatMap(({ userId, name, email, admin, memberships: [first] }): DemoEntrance[] => {
    if (admin) return [{ userId, name, email, role: 'admin', org: '' }]
    return first ? [{ userId, name, email, role: first.role, org: first.orgName }] : []
  })
  return entrances.sort((a, b) => Number(b.role === 'admin') - Number(a.role === 'admin'))
}
