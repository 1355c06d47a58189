import { describe, expect, it } from 'vitest'
import { contextOf, preparePlatform, prices, sellerParty } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { auditEntry } from '@/lib/context'
import { publishPrices } from './publish-prices'
import { saveSeller } from './settings'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)

const entries = async (): Promise<number> => {
  const [row] = await ownerSql<{ entries: number }[]>`select count(*)::int as entries from audit_log`
  return row?.entries ?? -1
}

describe('a change whose answer was lost', () => {
  it('is made once, however often the call is made again', async () => {
    const before = await entries()
    const audit = auditEntry(ctx, 'seller.save', { subject: 'seller' })
    await saveSeller(db, { ...sellerParty, name: 'First' }, ctx.now, audit)
    await saveSeller(db, { ...sellerParty, name: 'Second' }, ctx.now, audit)
    expect(await ownerSql`select name from seller`).toEqual([{ name: 'First' }])
    expect(await entries()).toBe(before + 1)
  })

  it('is answered as the first call was, not as stale', async () => {
    const audit = auditEntry(ctx, 'prices.publish', { subject: 'lost v1' })
    const write = { book: 'lost', currency: 'CHF', expected: 0, prices, by: 'system:test', at: ctx.now, audit }
    expect([await publishPrices(db, write), await publishPrices(db, write)]).toEqual(['applied', 'applied'])
    expect(await publishPrices(db, { ...write, audit: { ...audit, id: 'aud_another' } })).toBe('stale')
    expect(await ownerSql`select version from price_book_versions where price_book = 'lost'`).toEqual([{ version: 1 }])
  })
})
