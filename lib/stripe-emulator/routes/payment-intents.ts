import { z } from 'zod'
import { type Endpoint, endpoint, listOf } from '@/lib/stripe-emulator/endpoint'
import { listParameters, text } from '@/lib/stripe-emulator/parameters'
import { paymentIntentObject } from '@/lib/stripe-emulator/serialize/record'
import { retrieve } from './retrieve'

const list = endpoint(
  'GET',
  '/payment_intents',
  z.strictObject({ ...listParameters, customer: text().optional() }),
  async ({ work, path }, { limit, starting_after, customer }) => {
    const match: Record<string, string> = customer === undefined ? {} : { customer }
    const found = await work.list('payment_intent', {
      match,
      limit: limit + 1,
      after: starting_after ?? null,
      order: 'newest',
    })
    return listOf(path, await Promise.all(found.map((intent) => paymentIntentObject(work, intent))), limit)
  },
)

export const paymentIntents: readonly Endpoint[] = [
  list,
  retrieve('/payment_intents', 'payment_intent', 'payment_intent'),
]
