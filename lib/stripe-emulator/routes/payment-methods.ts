import { z } from 'zod'
import { type Endpoint, endpoint, listOf } from '@/lib/stripe-emulator/endpoint'
import { missing } from '@/lib/stripe-emulator/failure'
import { listParameters, text } from '@/lib/stripe-emulator/parameters'
import { serializePaymentMethod } from '@/lib/stripe-emulator/serialize/payment-method'
import { retrieve } from './retrieve'

/** A customer's saved cards. Without a customer the list is empty: a card used once belongs to nobody. */
const list = endpoint(
  'GET',
  '/payment_methods',
  z.strictObject({ ...listParameters, customer: text().optional(), type: z.enum(['card']).optional() }),
  async ({ work, path }, { limit, starting_after, customer }) => {
    if (customer === undefined) return listOf(path, [], limit)
    if (!(await work.get('customer', customer))) throw missing('customer', customer, 'customer')
    const after = starting_after ?? null
    const found = await work.list('payment_method', { match: { customer }, limit: limit + 1, after, order: 'newest' })
    return listOf(path, found.map(serializePaymentMethod), limit)
  },
)

export const paymentMethods: readonly Endpoint[] = [
  list,
  retrieve('/payment_methods', 'payment_method', 'PaymentMethod'),
]
