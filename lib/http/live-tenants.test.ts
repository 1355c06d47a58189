import { expect, test } from 'vitest'
import { isUnread } from '@/lib/core/tenants/live-tenant'
import { liveTenants } from './live-tenants'

const item = (metadata: object, rest: object = { spec: { packages: [] } }) => ({
  apiVersion: 'platform.example/v1',
  kind: 'Tenant',
  metadata: { uid: 'u', creationTimestamp: '2026-10-01T00:00:00Z', ...metadata },
  ...rest,
})
const labels = { 'kontor.io/org': 'acme' }
const list = (...items: unknown[]) => ({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items })

const read = (...items: unknown[]) =>
  liveTenants(list(...items)).items.map((each) =>
    isUnread(each)
      ? [each.label, each.code, each.sentence]
      : [each.namespace, each.name, each.suspended, each.suspendedAt?.toString() ?? null, each.packages],
  )

test('what a cluster leaves null is absent', () => {
  expect(
    read(
      item(
        { name: 'a', namespace: 'x', labels, annotations: null },
        { spec: { packages: null, suspend: null }, status: null },
      ),
      item({ name: 'b', namespace: null, labels, deletionTimestamp: null }, { spec: null }),
      item({ name: 'c', namespace: '', labels }, {}),
    ),
  ).toEqual([
    ['x', 'a', false, null, []],
    ['', 'b', false, null, []],
    ['', 'c', false, null, []],
  ])
  expect(liveTenants({ items: null }).items).toEqual([])
  expect(liveTenants({ apiVersion: null, kind: null, metadata: null, items: [] }).items).toEqual([])
})

test('a suspension is what is wanted, since when the status says', () => {
  const suspended = (spec: object, status: object | null) =>
    read(item({ name: 'a', labels }, { spec, status }))[0]?.slice(2, 4)
  const at = '2026-10-05T08:00:00Z'
  expect(suspended({ suspend: true }, null)).toEqual([true, null])
  expect(suspended({ suspend: true }, { suspendedAt: at })).toEqual([true, at])
  expect(suspended({}, { suspendedAt: at })).toEqual([true, at])
  expect(suspended({ suspend: false }, { suspendedAt: at })).toEqual([false, at])
  expect(suspended({}, { suspendedAt: null })).toEqual([false, null])
})

test('an item that cannot be read is named with its reason, and the others are read', () => {
  expect(
    read(
      item({ name: 'system', namespace: 'kube-system', labels: null }),
      item({ name: 'other', labels: { 'kontor.io/org': null } }),
      item(
        { name: 'broken', namespace: 'x', labels, creationTimestamp: 'the day before yesterday' },
        { spec: { packages: [7] } },
      ),
      item({ name: 'kind', labels }, { spec: { suspend: 'yes' } }),
      null,
      'text',
      { metadata: null },
      item({ name: 'fine', namespace: 'x', labels }),
    ).map(([name, code]) => [name, code]),
  ).toEqual([
    ['kube-system/system', 'unknown_org'],
    ['other', 'unknown_org'],
    ['x/broken', 'invalid_timestamp'],
    ['kind', 'invalid_request'],
    ['items[4]', 'invalid_request'],
    ['items[5]', 'invalid_request'],
    ['items[6]', 'invalid_request'],
    ['x', 'fine'],
  ])
})

test('what is no list is refused whole', () => {
  for (const body of [{}, { items: 1 }, { items: [], more: 1 }, []]) expect(() => liveTenants(body)).toThrow()
})
