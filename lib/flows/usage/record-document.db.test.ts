import { expect, it } from 'vitest'
import { contextOf, machine, makeOrg, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { saveFunding } from '@/lib/flows/funding/save-funding'
import { recordDocument } from './record-document'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db, machine())
await makeOrg(db, 'docs')
await saveFunding(ctx, 'docs', { unitPolicy: { pagesPerUnit: 10, bytesPerUnit: 1000, minimumUnits: 2 } })

const api = { automation: false, ai: false, apiKey: true }
const record = (key: string, pages: number, bytes: number, operation = api) =>
  recordDocument(ctx, { key, org: 'docs', pages, bytes, at: today, operation, resource: '' })

it('a document costs the larger of its axes in begun units of the policy, and counts once', async () => {
  expect(await record('a', 21, 100)).toEqual({ outcome: 'accepted', category: 'API', units: 3n })
  expect(await record('a', 21, 100)).toEqual({ outcome: 'repeated', category: 'API', units: 3n })
  expect(await record('b', 1, 5001, { ...api, ai: true })).toMatchObject({ category: 'AI', units: 6n })
  expect(await record('c', 0, 0)).toMatchObject({ units: 2n })
  const rows =
    await ownerSql`select idempotency_key as key, quantity::int as units, amount::text from usage_events order by 1`
  expect([...rows]).toEqual([
    { key: 'a', units: 3, amount: '0.150000000000' },
    { key: 'b', units: 6, amount: '0.300000000000' },
    { key: 'c', units: 2, amount: '0.100000000000' },
  ])
})

it('an operation of no category is neither counted nor charged', async () => {
  expect(await record('free', 50, 50, { ...api, apiKey: false })).toEqual({
    outcome: 'bypassed',
    category: 'BYPASSED',
    units: 0n,
  })
  expect([...(await ownerSql`select from usage_events where idempotency_key = 'free'`)]).toEqual([])
})

it('a document that cannot be is refused, and so is another one under the same key', async () => {
  expect(await codeOf(record('half', 1.5, 0))).toBe('invalid_quantity')
  expect(await codeOf(record('a', 100, 100))).toBe('idempotency_mismatch')
})
