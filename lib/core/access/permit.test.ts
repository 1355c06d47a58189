import { expect, test } from 'vitest'
import { type Actor, actorName, type Permission, permit, type Role, scopes, type Verdict } from './permit'

const user = (admin: boolean, roles: Record<string, Role>): Actor => ({
  kind: 'user',
  userId: 'usr_1',
  name: 'Ada',
  email: 'ada@example.com',
  admin,
  roles: new Map(Object.entries(roles)),
})
const machine = (org: string | null, ...granted: string[]): Actor => ({
  kind: 'machine',
  keyId: 'key_1',
  scopes: granted,
  org,
})

const actors = {
  nobody: { kind: 'nobody' },
  system: { kind: 'system', name: 'backfill' },
  admin: user(true, {}),
  'admin who is a member': user(true, { own: 'member' }),
  owner: user(false, { own: 'owner' }),
  billing: user(false, { own: 'billing' }),
  member: user(false, { own: 'member' }),
  stranger: user(false, {}),
  'key of all orgs': machine(null, ...scopes),
  'key of an org': machine('own', ...scopes),
  'key for usage': machine('own', 'usage:write'),
  'key without scopes': machine(null),
} satisfies Record<string, Actor>
type Name = keyof typeof actors

const permissions = [
  'org:read',
  'org:pay',
  'org:details',
  'org:members',
  'platform:admin',
  ...scopes,
] as const satisfies readonly Permission[]
const orgs = ['own', 'other', undefined] as const
const short: Record<string, Verdict> = { y: 'yes', u: 'unauthenticated', f: 'forbidden', h: 'hidden' }

/**
 * Per actor: the verdict for the actor's own org, for another, and where no org is named. In order: org:read, org:pay,
 * org:details, org:members, platform:admin, and the scopes usage:write, usage:read, gate:check, tenants:write, backfill:write, funds:write,
 * compute:write, refunds:write.
 */
const table: Record<Name, Record<Permission, string>> = {
  nobody: row('uuu uuu uuu uuu uuu uuu uuu uuu uuu uuu uuu uuu uuu'),
  system: row('yyy yyy yyy yyy yyy yyy yyy yyy yyy yyy yyy yyy yyy'),
  admin: row('yyy yyy yyy yyy yyy fff yyy fff fff yyy yyy yyy yyy'),
  'admin who is a member': row('yyy yyy yyy yyy yyy fff yyy fff fff yyy yyy yyy yyy'),
  owner: row('yhf yhf yhf yhf hhh fff yhf fff fff hhh hhh yhf hhh'),
  billing: row('yhf yhf yhf fhf hhh fff yhf fff fff hhh hhh yhf hhh'),
  member: row('yhf fhf fhf fhf hhh fff yhf fff fff hhh hhh fhf hhh'),
  stranger: row('hhf hhf hhf hhf hhh fff hhf fff fff hhh hhh hhf hhh'),
  'key of all orgs': row('fff fff fff fff fff yyy yyy yyy yyy yyy yyy yyy yyy'),
  'key of an org': row('fff fff fff fff fff yhy yhy yhy yhy yhy yhy yhy yhy'),
  'key for usage': row('fff fff fff fff fff yhy fff fff fff fff fff fff fff'),
  'key without scopes': row('fff fff fff fff fff fff fff fff fff fff fff fff fff'),
}

function row(verdicts: string): Record<Permission, string> {
  const each = verdicts.split(' ')
  return Object.fromEntries(permissions.map((permission, place) => [permission, each[place] ?? ''])) as Record<
    Permission,
    string
  >
}

const cells = (Object.keys(actors) as Name[]).flatMap((name) =>
  permissions.flatMap((permission) =>
    orgs.map((org, index) => [name, permission, org, short[table[name][permission][index] ?? '']] as const),
  ),
)

test.each(cells)('%s asking for %s of org %s: %s', (name, permission, org, verdict) => {
  expect(permit(actors[name], permission, org)).toBe(verdict)
})

test('only an org that exists for the actor is ever refused openly', () => {
  for (const name of ['owner', 'billing', 'member', 'stranger'] as const) {
    for (const permission of ['org:read', 'org:pay', 'org:details', 'org:members'] as const) {
      expect(permit(actors[name], permission, 'other')).toBe('hidden')
      expect(permit(actors[name], permission, 'absent')).toBe('hidden')
    }
  }
})

test.each([
  [actors.owner, 'user:usr_1'],
  [actors['key of an org'], 'key:key_1'],
  [actors.system, 'system:backfill'],
  [actors.nobody, 'nobody'],
])('records keep the name of the actor: %o is %s', (actor, name) => {
  expect(actorName(actor)).toBe(name)
})
