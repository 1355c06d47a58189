import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import { bindQuote, type Quote, quoteExpiresAt } from './quote'

const quote: Quote = {
  id: 'quo_1',
  org: 'acme',
  subscriptionId: 'sub_1',
  choice: { product: 'plan', name: 'team', version: 1, billed: 'monthly' },
  prorationAt: 1_000n,
  amountDue: minor(12_345n),
  total: minor(12_345n),
  currency: 'CHF',
}

test('a quote binds for what it says, until it expires', () => {
  expect(bindQuote(quote, quote, quoteExpiresAt(quote) - 1n)).toBeNull()
  expect(bindQuote(quote, quote, quoteExpiresAt(quote))).toMatchObject({ refused: 'quote_stale' })
})

test('a quote binds for no other amount, credit or currency, and the new amount is said', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 8n), fc.bigInt(-(10n ** 8n), 10n ** 8n), (amountDue, total) => {
      const cost = { amountDue: minor(amountDue), total: minor(total), currency: 'CHF' }
      const bound = bindQuote(quote, cost, 1_001n) === null
      expect(bound).toBe(amountDue === quote.amountDue && total === quote.total)
    }),
  )
  expect(bindQuote(quote, { ...quote, amountDue: minor(50n) }, 1_001n)).toMatchObject({
    sentence: expect.stringContaining('CHF 0.50'),
    facts: { amount_due: '0.50', currency: 'CHF' },
  })
  expect(bindQuote(quote, { ...quote, currency: 'EUR' }, 1_001n)).not.toBeNull()
})
