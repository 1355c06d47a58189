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

const permissions = ['org:read', 'org:pay', 'platform:admin', ...scopes] as const satisfies readonly Permission[]
const orgs = ['own', 'other', undefined] as const
const short: Record<string, Verdict> = { y: 'yes', u: 'unauthenticated', f: 'forbidden', h: 'hidden' }

/** Per actor and permission: the verdict for the actor's own org, for another, and where no org is named. */
const table: Record<Name, Record<Permission, string>> = {
  nobody: row('uuu', 'uuu', 'uuu', 'uuu', 'uuu', 'uuu'),
  system: row('yyy', 'yyy', 'yyy', 'yyy', 'yyy', 'yyy'),
  admin: row('yyy', 'yyy', 'yyy', 'fff', 'fff', 'yyy'),
  'admin who is a member': row('yyy', 'yyy', 'yyy', 'fff', 'fff', 'yyy'),
  owner: row('yhf', 'yhf', 'hhh', 'fff', 'fff', 'hhh'),
  billing: row('yhf', 'yhf', 'hhh', 'fff', 'fff', 'hhh'),
  member: row('yhf', 'fhf', 'hhh', 'fff', 'fff', 'hhh'),
  stranger: row('hhf', 'hhf', 'hhh', 'fff', 'fff', 'hhh'),
  'key of all orgs': row('fff', 'fff', 'fff', 'yyy', 'yyy', 'yyy'),
  'key of an org': row('fff', 'fff', 'fff', 'yhy', 'yhy', 'yhy'),
  'key for usage': row('fff', 'fff', 'fff', 'yhy', 'fff', 'fff'),
  'key without scopes': row('fff', 'fff', 'fff', 'fff', 'fff', 'fff'),
}

function row(...verdicts: [string, string, string, string, string, string]): Record<Permission, string> {
  const [read, pay, admin, usage, tenants, backfill] = verdicts
  return {
    'org:read': read,
    'org:pay': pay,
    'platform:admin': admin,
    'usage:write': usage,
    'tenants:write': tenants,
    'backfill:write': backfill,
  }
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
    for (const permission of ['org:read', 'org:pay'] as const) {
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
