import { z } from 'zod'
import { orgSlug } from '@/lib/contracts/common'
import {
  disputeItem,
  purchaseItem,
  purchasesAnswer,
  refundAnswer,
  refundItem,
  refundRequest,
} from '@/lib/contracts/payments'
import type { Parameter, RouteEntry, Shape } from './describe'

const org: Parameter = { schema: orgSlug, description: 'The organization.', example: 'acme' }

const wanted: Shape = {
  name: 'RefundRequest',
  schema: refundRequest,
  description: 'Money of a purchase that is to go back.',
  fields: {
    refundId: 'Your own id of this refund. The same one again is the same refund; another one is another refund.',
    amount: 'What goes back, in the currency of the purchase: at most what is left of its price.',
    reason: 'Why. It is kept with the refund.',
  },
}

const refund: Shape = {
  name: 'Refund',
  schema: refundItem,
  description: 'Money of a purchase that goes back.',
  fields: {
    refund: 'Its id, as it was asked for.',
    amount: 'The money.',
    status:
      '`requested` is kept and made as soon as Stripe can be reached, `pending` is on its way, `failed` was not made.',
    failure: 'Why Stripe did not make it; empty otherwise.',
    taken:
      'Credit that went with the money: unused credit at once, and what was spent or held when it comes back; null as long ' +
      'as Stripe was not reached.',
    spent: 'Credit of that money that is still spent or held; null as long as Stripe was not reached.',
    reason: 'Why it was asked for.',
    requestedAt: 'When it was asked for.',
    requestedBy: 'Who asked for it.',
  },
}

const dispute: Shape = {
  name: 'Dispute',
  schema: disputeItem,
  description: 'A payment that the holder of its card disputes. While it lasts, the unused credit it bought is frozen.',
  fields: {
    dispute: 'Its id at Stripe.',
    amount: 'The money it is about.',
    standing:
      '`asked` is a question of the bank that may become a dispute, `open` is not decided, `won` leaves the payment in ' +
      'force, `lost` gave the money back to the holder of the card.',
    status: 'The same in Stripe’s words.',
    reason: 'Why, in Stripe’s words.',
    taken: 'Credit that is or was frozen; null as long as that is not known, and if none was to be.',
    returned: 'What of it came back.',
    openedAt: 'When it began.',
  },
}

const purchase: Shape = {
  name: 'Purchase',
  schema: purchaseItem,
  description: 'Credit that was bought, or was about to be.',
  parts: [refund, dispute],
  fields: {
    purchase: 'Its id.',
    kind: 'A pack, an amount of one’s own, or a recharge that was charged by itself.',
    name: 'What was bought.',
    currency: 'Of all amounts.',
    price: 'What it cost, without tax.',
    tax: 'Tax that was added to the price when it was paid.',
    credit: 'The credit it gave.',
    status: '`open` was begun and may still be paid, `declined` was refused by the bank, `ended` was never paid.',
    failure: 'Stripe’s code where it was declined; empty otherwise.',
    begunAt: 'When it was begun.',
    paidAt: 'When it was paid; null where it is not.',
    begunBy: 'Who bought it.',
    refundable: 'What is left of price and tax to be refunded.',
    refunds: 'What of it went back, the first one first.',
    disputes: 'Disputes of its payment, the newest first.',
  },
}

const list: Shape = {
  name: 'Purchases',
  schema: purchasesAnswer,
  description: 'What an organization bought.',
  parts: [purchase],
  fields: { org: 'The organization.', purchases: 'The newest first, at most 100.' },
}

const made: Shape = {
  name: 'RefundMade',
  schema: refundAnswer,
  description: 'What became of a refund.',
  parts: [refund, dispute, purchase],
  fields: { org: 'The organization.', refund: 'The refund.', purchase: 'What is refunded, as it is now.' },
}

const request = { refundId: 'ref_7f3a9c', amount: '20.00', reason: 'Bought twice by mistake' }
const exampleRefund = {
  refund: 'ref_7f3a9c',
  amount: '20.00',
  status: 'succeeded',
  failure: '',
  taken: '5.00',
  spent: '15.00',
  reason: 'Bought twice by mistake',
  requestedAt: '2026-11-21T09:30:00Z',
  requestedBy: 'Ada Ammann',
}
const exampleDispute = {
  dispute: 'du_1SVkZpLkdIwHu7ixGCrmPmnl',
  amount: '100.00',
  standing: 'open',
  status: 'needs_response',
  reason: 'product_not_received',
  taken: '110.00',
  returned: '0.00',
  openedAt: '2026-11-21T10:05:00Z',
}
const examplePurchase = {
  purchase: 'chk_01jd8x4m2c8q7w1k5b3n9r6t0v',
  kind: 'pack',
  name: 'Team',
  currency: 'CHF',
  price: '100.00',
  tax: '0.00',
  credit: '110.00',
  status: 'paid',
  failure: '',
  begunAt: '2026-11-20T08:11:00Z',
  paidAt: '2026-11-20T08:12:30Z',
  begunBy: 'Nora Keller',
  refundable: '80.00',
  refunds: [exampleRefund],
  disputes: [],
}

/** Routes by which administrators see what was paid, and give it back. */
export const paymentRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/admin/orgs/{org}/purchases',
    id: 'listPurchases',
    tag: 'Payments',
    summary: 'List what an organization bought',
    description: 'Packs, amounts of one’s own and recharges, each with what of it went back and what is disputed.',
    callers: ['key refunds:write', 'admin'],
    parameters: { org },
    answers: {
      200: {
        description: 'The purchases.',
        shape: list,
        examples: {
          'One purchase, refunded in part': { org: 'acme', purchases: [examplePurchase] },
          'One purchase under dispute': {
            org: 'acme',
            purchases: [{ ...examplePurchase, refundable: '100.00', refunds: [], disputes: [exampleDispute] }],
          },
        },
      },
    },
    refusals: ['unknown_org'],
  },
  {
    method: 'POST',
    path: '/api/admin/orgs/{org}/purchases/{purchase}/refunds',
    id: 'refundPurchase',
    tag: 'Payments',
    summary: 'Refund a purchase',
    description:
      'In full or in part, once for each `refundId`. Unused credit of the purchase goes with the money; what was spent ' +
      'already stays spent and is recorded. Where Stripe cannot be reached, the refund is kept and made later, once.',
    callers: ['key refunds:write', 'admin'],
    parameters: {
      org,
      purchase: { schema: z.string(), description: 'The purchase.', example: examplePurchase.purchase },
    },
    body: { shape: wanted, examples: { 'Twenty francs': request } },
    answers: {
      200: {
        description: 'What became of it.',
        shape: made,
        examples: {
          'A quarter of its credit was unused': { org: 'acme', refund: exampleRefund, purchase: examplePurchase },
        },
      },
    },
    refusals: ['idempotency_mismatch', 'stale', 'stripe_unavailable'],
  },
]
