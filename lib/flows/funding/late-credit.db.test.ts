import { describe, expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { contextOf, machine, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { parseDecimal } from '@/lib/core/money/decimal'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { expireCredit } from './expire-credit'
import { grantCredit } from './grant-credit'
import { disagreements, wrongGates } from './testing/disagreements'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const before = today.subtract({ hours: 48 })
const expiry = today.subtract({ hours: 24 })

/** An org on credit alone: 10.00 that expired a day ago, and 5.00 that does not expire. */
const open = async (org: string) => {
  await makeFunded(db, org, 'prepaid')
  const ctx = contextOf(db, undefined, before)
  const terms = { origin: 'admin', asset: 'CHF', priority: 0, note: '' } as const
  const money = (text: string) => parseDecimal(text, 12) ?? 0n
  await grantCredit(ctx, org, { ...terms, amount: money('10'), expiresAt: expiry, reference: 'ends' })
  await grantCredit(ctx, org, { ...terms, amount: money('5'), expiresAt: null, reference: 'stays' })
  return {
    /** Uses so many francs at a time; reported today. */
    use: async (francs: number, at = before, key?: string) => {
      const event = usageEvent(org, { quantity: String(francs * 20), at: at.toString(), ...(key ? { key } : {}) })
      const { results } = await recordUsageBatch(contextOf(db, machine()), [event])
      return results[0]?.outcome
    },
    grants: async () => {
      const { grants } = await findBooks(db, org)
      const francs = (amount: bigint) => Number(amount / 10n ** 10n) / 100
      return grants
        .filter(({ granted }) => granted > 0n)
        .map(({ remaining, used, expired }) => [francs(remaining), francs(used), francs(expired)])
        .sort((a, b) => (a[2] ?? 0) - (b[2] ?? 0) || (b[1] ?? 0) - (a[1] ?? 0))
    },
    order: async () => {
      expect(await disagreements(ownerSql)).toEqual([])
      expect(await wrongGates(db, [org], today)).toEqual([])
    },
  }
}

describe('usage from before credit expired that is reported afterwards', () => {
  it('is paid from what expired of it, as far as that goes, and then from other credit', async () => {
    const { use, grants, order } = await open('swept')
    await expireCredit(contextOf(db))
    expect(await grants()).toEqual([
      [5, 0, 0],
      [0, 0, 10],
    ])
    expect(await use(4)).toBe('accepted')
    expect(await grants()).toEqual([
      [5, 0, 0],
      [0, 4, 6],
    ])
    expect(await use(8)).toBe('accepted')
    expect((await grants()).toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([
      [0, 10, 0],
      [3, 2, 0],
    ])
    await expireCredit(contextOf(db))
    await order()
  })

  it('is paid the same if the expired credit is still in the books', async () => {
    const { use, grants, order } = await open('unswept')
    expect(await use(4)).toBe('accepted')
    await expireCredit(contextOf(db))
    expect(await grants()).toEqual([
      [5, 0, 0],
      [0, 4, 6],
    ])
    await order()
  })

  it('is not paid from it if it was used in the instant of the expiry or later', async () => {
    const { use, grants, order } = await open('after')
    await expireCredit(contextOf(db))
    expect(await use(1, expiry)).toBe('accepted')
    expect(await use(1, today)).toBe('accepted')
    expect(await grants()).toEqual([
      [3, 2, 0],
      [0, 0, 10],
    ])
    await order()
  })

  it('draws what expired once, however many report at once, also while it expires', async () => {
    const { use, grants, order } = await open('raced')
    const reports = Array.from({ length: 24 }, (_, place) => use(1, before, `late-${place % 12}`))
    const answers = await Promise.all([...reports, expireCredit(contextOf(db)).then(() => 'swept')])
    expect(answers.filter((answer) => answer === 'accepted' || answer === 'repeated')).toHaveLength(24)
    await expireCredit(contextOf(db))
    expect((await grants()).toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([
      [0, 10, 0],
      [3, 2, 0],
    ])
    await order()
  })
})
