export type Role = 'owner' | 'billing' | 'member'

/** Who is asking. */
export type Actor =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'user'
      readonly userId: string
      readonly name: string
      readonly email: string
      readonly admin: boolean
      readonly roles: ReadonlyMap<string, Role>
    }
  | {
      readonly kind: 'machine'
      readonly keyId: string
      readonly scopes: readonly string[]
      readonly org: string | null
    }
  | { readonly kind: 'system'; readonly name: string }

export const scopes = [
  'usage:write',
  'usage:read',
  'gate:check',
  'tenants:write',
  'backfill:write',
  'funds:write',
  'compute:write',
  'refunds:write',
] as const
export type Scope = (typeof scopes)[number]

/**
 * What can be permitted: reading or paying for an org, changing whom its invoices name, saying who belongs to it, running
 * the platform, or a machine's scope.
 */
export type Permission = 'org:read' | 'org:pay' | 'org:details' | 'org:members' | 'platform:admin' | Scope

/** What each role may do in its org. */
const ofRole: Readonly<Record<Role, readonly Permission[]>> = {
  owner: ['org:read', 'org:pay', 'org:details', 'org:members'],
  billing: ['org:read', 'org:pay', 'org:details'],
  member: ['org:read'],
}

/** What a person needs for what a machine needs the scope for; the other scopes are for machines alone. */
const forPeople: Partial<Record<Scope, Permission>> = {
  'usage:read': 'org:read',
  'compute:write': 'org:pay',
  'backfill:write': 'platform:admin',
  'funds:write': 'platform:admin',
  'refunds:write': 'platform:admin',
}

export type Verdict = 'yes' | 'unauthenticated' | 'forbidden' | 'hidden'

const isScope = (permission: Permission): permission is Scope => (scopes as readonly string[]).includes(permission)

/**
 * Decides whether the actor may do this, to that org where one is named.
 * @returns `hidden` where the actor may not even learn that the org exists (404), `forbidden` where it may (403).
 */
export const permit = (actor: Actor, permission: Permission, org?: string): Verdict => {
  if (actor.kind === 'nobody') return 'unauthenticated'
  if (actor.kind === 'system') return 'yes'
  if (actor.kind === 'machine') {
    if (!isScope(permission) || !actor.scopes.includes(permission)) return 'forbidden'
    return actor.org === null || org === undefined || actor.org === org ? 'yes' : 'hidden'
  }
  if (isScope(permission)) {
    const needed = forPeople[permission]
    return needed === undefined ? 'forbidden' : permit(actor, needed, org)
  }
  if (actor.admin) return 'yes'
  if (permission === 'platform:admin') return 'hidden'
  if (org === undefined) return 'forbidden'
  const role = actor.roles.get(org)
  if (role === undefined) return 'hidden'
  return ofRole[role].includes(permission) ? 'yes' : 'forbidden'
}

/** The actor's name as records keep it: `user:usr_…`, `key:key_…`, `system:backfill`. */
export const actorName = (actor: Actor): string => {
  if (actor.kind === 'user') return `user:${actor.userId}`
  if (actor.kind === 'machine') return `key:${actor.keyId}`
  return actor.kind === 'system' ? `system:${actor.name}` : 'nobody'
}
