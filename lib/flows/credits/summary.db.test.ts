import { expect, it } from 'vitest'
import { at, contextOf, machine, makeOrg, makeUsage, payer, preparePlatform, prices } from '@/db/testing/fixtures'
import { cardOnFile, giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { answerSummary } from '@/lib/http/credits'
import { summarizeUsage } from './summarize-usage'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)
await publishPrices(ctx, {
  book: 'standard',
  currency: 'CHF',
  expected: 1,
  prices: {
    ...prices,
    meters: [...prices.meters, { meter: 'sandbox.seconds', unit: 'second', pricePerUnit: '0.001' }],
  },
})

const summaryOf = async (org: string, span?: { start: string; end: string }, now = ctx.now) =>
  answerSummary(await summarizeUsage(contextOf(db, ctx.actor, now), org, span)).json()

it('says what was used in the current month of the zone, by day and meter, and how the free credit stands', async () => {
  await makeFunded(db, 'month', 'free_credit', '10')
  await makeUsage(db, 'month', { at: '2026-10-31T22:59:59Z', quantity: '20' })
  await makeUsage(db, 'month', { at: '2026-10-31T23:00:00Z', quantity: '40', resource: 'a' })
  await makeUsage(db, 'month', { at: '2026-11-01T10:00:00Z', quantity: '2', resource: 'b' })
  await makeUsage(db, 'month', { at: '2026-11-20T10:00:00Z', quantity: '900', meter: 'sandbox.seconds' })
  await makeUsage(db, 'month', { at: '2026-11-20T10:00:00Z', quantity: '1000', meter: 'llm.input_tokens' })
  expect(await summaryOf('month')).toEqual({
    org: 'month',
    currency: 'CHF',
    period: { from: '2026-11-01', to: '2026-12-01' },
    credits: true,
    has_payment_method: false,
    credits_usd: '10.00',
    credits_used_usd: '4.003',
    remaining_free_credit_usd: '5.997',
    monthly_usage_hours: '0.25',
    monthly_spend_dollars: '3.003',
    days: [
      {
        day: '2026-11-01',
        usage_hours: '0',
        spend_dollars: '2.10',
        events: 2,
        meters: [{ meter: 'doc.units', unit: 'unit', quantity: '42', spend_dollars: '2.10' }],
      },
      {
        day: '2026-11-20',
        usage_hours: '0.25',
        spend_dollars: '0.903',
        events: 2,
        meters: [
          { meter: 'llm.input_tokens', unit: 'token', quantity: '1000', spend_dollars: '0.003' },
          { meter: 'sandbox.seconds', unit: 'second', quantity: '900', spend_dollars: '0.90' },
        ],
      },
    ],
  })
  const october = await summaryOf('month', { start: '2026-10-01', end: '2026-11-01' })
  expect([october.monthly_spend_dollars, october.days.length]).toEqual(['1.00', 1])
})

it('counts no credit that expired, and tells of a card', async () => {
  await makeFunded(db, 'expiring', 'free_credit', '4')
  await giveCredit(ctx, 'expiring', '100', { origin: 'free', expiresAt: at('2026-12-01T00:00:00Z') })
  await giveCredit(ctx, 'expiring', '7')
  await recordPaymentMethod(ctx, 'expiring', cardOnFile())
  const now = await summaryOf('expiring')
  expect([now.credits_usd, now.remaining_free_credit_usd, now.has_payment_method]).toEqual(['104.00', '104.00', true])
  const later = await summaryOf('expiring', undefined, at('2026-12-01T00:00:00Z'))
  expect([later.credits_usd, later.remaining_free_credit_usd]).toEqual(['4.00', '4.00'])
})

it('is for people and keys of the org alone', async () => {
  await makeOrg(db, 'closed')
  await expect(summarizeUsage(contextOf(db, payer('month')), 'closed')).rejects.toMatchObject({ code: 'not_found' })
  await expect(summarizeUsage(contextOf(db, machine('month')), 'closed')).rejects.toMatchObject({ code: 'not_found' })
  await expect(summarizeUsage(ctx, 'nobody')).rejects.toMatchObject({ code: 'unknown_org' })
  const empty = await summarizeUsage(contextOf(db, machine('closed')), 'closed')
  expect([empty.days, empty.spend, empty.hours]).toEqual([[], 0n, 0n])
})

it('reads the roll-up alone: events without one are not seen', async () => {
  await makeOrg(db, 'rolled')
  await makeUsage(db, 'rolled', { at: '2026-11-02T10:00:00Z' })
  await ownerSql`delete from usage_daily where org_id = 'rolled'`
  expect((await summaryOf('rolled')).days).toEqual([])
})
