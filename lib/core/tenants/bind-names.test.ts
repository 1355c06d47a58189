import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { bindNames, fullName, type KnownTenant, type ListedTenant } from './bind-names'

const instant = (hour: number) => Temporal.Instant.fromEpochMilliseconds(hour * 3_600_000)
const listed = (namespace: string, name: string, hour = 1, org = 'acme'): ListedTenant => ({
  org,
  namespace,
  name,
  createdAt: instant(hour),
})
const known = (tenant: string, hour = 1, over: Partial<KnownTenant> = {}): KnownTenant => ({
  org: 'acme',
  tenant,
  alive: true,
  createdAt: instant(hour),
  deletedAt: null,
  ...over,
})

test('the same name in two namespaces is two tenants, and one without a namespace has its name alone', () => {
  expect(bindNames([listed('a', 'prod'), listed('b', 'prod', 1, 'other'), listed('', 'lab')], [])).toEqual([
    'a/prod',
    'b/prod',
    'lab',
  ])
})

test('a tenant on record by its bare name is that tenant, and is not recorded twice', () => {
  expect(bindNames([listed('a', 'prod')], [known('prod')])).toEqual(['prod'])
  expect(bindNames([listed('a', 'prod', 5)], [known('prod', 1)])).toEqual(['prod'])
})

test('a bare name of another organization is nobody else’s', () => {
  expect(bindNames([listed('a', 'prod')], [known('prod', 1, { org: 'other' })])).toEqual(['a/prod'])
})

test('of several that could be meant, it is the one that was created nearest to the record', () => {
  const both = [listed('a', 'prod', 9), listed('b', 'prod', 2)]
  expect(bindNames(both, [known('prod', 1)])).toEqual(['a/prod', 'prod'])
  expect(bindNames(both, [known('prod', 8)])).toEqual(['prod', 'b/prod'])
  expect(bindNames([listed('b', 'prod'), listed('a', 'prod')], [known('prod')])).toEqual(['b/prod', 'prod'])
})

test('one that is on record by its full name stays so, also where the bare name is on record too', () => {
  expect(bindNames([listed('b', 'prod')], [known('prod'), known('b/prod')])).toEqual(['b/prod'])
})

test('a bare name that ended before the tenant was created is an earlier tenant', () => {
  const ended = known('prod', 1, { alive: false, deletedAt: instant(4) })
  expect(bindNames([listed('a', 'prod', 5)], [ended])).toEqual(['a/prod'])
  expect(bindNames([listed('a', 'prod', 3)], [ended])).toEqual(['prod'])
})

test('no two listed tenants get one name, and what is recorded under its name gets that name again', () => {
  const names = fc.constantFrom('prod', 'lab')
  const orgs = fc.constantFrom('acme', 'other')
  const hours = fc.integer({ min: 0, max: 5 })
  const one = fc.tuple(fc.constantFrom('', 'a', 'b', 'c'), names, hours, orgs).map((parts) => listed(...parts))
  const lists = fc.uniqueArray(one, { selector: fullName, maxLength: 8 })
  const record = fc
    .tuple(fc.constantFrom('prod', 'lab', 'a/prod', 'b/lab'), hours, orgs, fc.option(hours))
    .map(([tenant, hour, org, ended]) =>
      known(tenant, hour, { org, alive: ended === null, deletedAt: ended === null ? null : instant(ended) }),
    )
  const records = fc.uniqueArray(record, { selector: ({ tenant }) => tenant, maxLength: 4 })
  fc.assert(
    fc.property(lists, records, (list, recorded) => {
      const bound = bindNames(list, recorded)
      expect(new Set(bound).size).toBe(list.length)
      const after = [...recorded]
      for (const [place, tenant] of bound.entries()) {
        const each = list[place]
        if (!each || after.some((other) => other.tenant === tenant)) continue
        after.push(known(tenant, 0, { org: each.org, createdAt: each.createdAt }))
      }
      expect(bindNames(list, after)).toEqual(bound)
      expect(bindNames([...list].reverse(), after)).toEqual([...bound].reverse())
    }),
    { numRuns: 3000 },
  )
})
