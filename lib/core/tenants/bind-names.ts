import type { Temporal } from 'temporal-polyfill'

/** A tenant as a cluster lists it. Its name is unique within its namespace; one without a namespace has a name alone. */
export type ListedTenant = {
  readonly org: string
  readonly namespace: string
  readonly name: string
  readonly createdAt: Temporal.Instant
}

/** A tenant that is on record: its present or last life. */
export type KnownTenant = {
  readonly org: string
  readonly tenant: string
  readonly alive: boolean
  readonly createdAt: Temporal.Instant
  readonly deletedAt: Temporal.Instant | null
}

/** The name by which a tenant is recorded: `namespace/name`, or the name of one that has no namespace. */
export const fullName = ({ namespace, name }: Pick<ListedTenant, 'namespace' | 'name'>): string =>
  namespace === '' ? name : `${namespace}/${name}`

const distance = (a: Temporal.Instant, b: Temporal.Instant): bigint => {
  const difference = a.epochNanoseconds - b.epochNanoseconds
  return difference < 0n ? -difference : difference
}

/** Whether a record under the bare name may be this tenant: it lives, or ended after the tenant was created. */
const mayBe = (listed: ListedTenant, known: KnownTenant): boolean =>
  known.org === listed.org &&
  (known.alive || (known.deletedAt?.epochNanoseconds ?? 0n) >= listed.createdAt.epochNanoseconds)

/**
 * Decides under which name each listed tenant is recorded, so that none is recorded twice. That is `namespace/name`,
 * unless the organization has a tenant on record under the bare name, told by a service or by an older backfill: then
 * that is the listed tenant, and keeps its name. Where several namespaces could claim the bare name, it belongs to the
 * one whose creation is nearest to the recorded one, and among equals to the first by namespace.
 */
export const bindNames = (listed: readonly ListedTenant[], recorded: readonly KnownTenant[]): string[] => {
  const known = new Map(recorded.map((each) => [each.tenant, each]))
  const isRecorded = (each: ListedTenant): boolean => known.get(fullName(each))?.org === each.org
  const claims = new Map<string, ListedTenant>()
  for (const each of listed) {
    const bare = known.get(each.name)
    if (each.namespace === '' || !bare || !mayBe(each, bare) || isRecorded(each)) continue
    const other = claims.get(each.name)
    if (!other || isNearer(each, other, bare)) claims.set(each.name, each)
  }
  const isBare = new Set(listed.filter(({ namespace }) => namespace === '').map(({ name }) => name))
  return listed.map((each) => {
    const claim = claims.get(each.name)
    return claim && !isBare.has(each.name) && fullName(claim) === fullName(each) ? each.name : fullName(each)
  })
}

const isNearer = (one: ListedTenant, other: ListedTenant, { createdAt }: KnownTenant): boolean => {
  const [a, b] = [distance(one.createdAt, createdAt), distance(other.createdAt, createdAt)]
  return a < b || (a === b && one.namespace < other.namespace)
}
