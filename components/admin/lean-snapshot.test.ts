import { expect, test } from 'vitest'
import { leanSnapshot } from './lean-snapshot'

test('what a cluster keeps for itself is left out, and all that is read stays', () => {
  const metadata = { name: 'a', namespace: null, labels: { x: 'y' }, creationTimestamp: '2026-10-01T00:00:00Z' }
  const item = { metadata, spec: { packages: null, suspend: true }, status: { suspendedAt: '2026-10-02T00:00:00Z' } }
  const full = {
    apiVersion: 'v1',
    items: [
      {
        ...item,
        metadata: { ...metadata, managedFields: [{ fieldsV1: {} }], annotations: { a: 'b' } },
        status: { ...item.status, conditions: [{}] },
      },
      { metadata: null },
      'text',
      null,
    ],
  }
  expect(JSON.parse(leanSnapshot(JSON.stringify(full)))).toEqual({
    apiVersion: 'v1',
    items: [item, { metadata: null }, 'text', null],
  })
})

test.each(['not json', '[]', '{"items":1}', 'null'])('%s is left to its reader', (text) => {
  expect(leanSnapshot(text)).toBe(text)
})
