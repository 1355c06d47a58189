import { expect, it } from 'vitest'
import { secretKey } from '@/packages/stripe-emulator/testing/harness'
import { createStripe } from './client'
import { readDispute } from './dispute'

const disputeWith = (status: string, moved: readonly number[]) =>
  createStripe({
    secretKey,
    fetch: async () =>
      Response.json({
        id: 'dp_1',
        object: 'dispute',
        amount: 2_000,
        currency: 'chf',
        reason: 'fraudulent',
        status,
        created: 1_790_000_000,
        payment_intent: { id: 'pi_1', metadata: { org: 'acme', purchase: 'chk_1' } },
        balance_transactions: moved.map((amount) => ({ amount })),
      }),
  })

it.each([
  ['prevented', [], 'prevented'],
  ['prevented', [-2_000], 'lost'],
  ['prevented', [-2_000, 2_000], 'prevented'],
  ['needs_response', [-2_000], 'needs_response'],
  ['won', [-2_000, 1_500], 'won'],
])('a dispute that is %s, with %j moved on our account, is %s', async (status, moved, expected) => {
  expect(await readDispute(disputeWith(status, moved), 'dp_1')).toMatchObject({
    status: expected,
    org: 'acme',
    purchaseId: 'chk_1',
    amountMinor: 2_000n,
    currency: 'CHF',
  })
})
