import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { clearable, listParameters, metadata, text } from '@/packages/stripe-emulator/parameters'
import type { ChargeRecord } from '@/packages/stripe-emulator/records'
import { serializeCharge } from '@/packages/stripe-emulator/serialize/charge'
import { retrieve } from './retrieve'

const list = endpoint(
  'GET',
  '/charges',
  z.strictObject({ ...listParameters, customer: text().optional(), payment_intent: text().optional() }),
  (call, given) =>
    pageOf(call, 'charge', given, {
      match: {
        ...(given.customer !== undefined && { customer: given.customer }),
        ...(given.payment_intent !== undefined && { paymentIntent: given.payment_intent }),
      },
      serialize: serializeCharge,
    }),
)

const update = endpoint(
  'POST',
  '/charges/:id',
  z.strictObject({ description: clearable().optional(), metadata: metadata().optional() }),
  async ({ work, id }, given) => {
    const current = await work.get('charge', id)
    if (!current) throw missing('charge', id)
    const charge: ChargeRecord = {
      ...current,
      description: given.description === undefined ? current.description : given.description,
      metadata: mergeMetadata(current.metadata, given.metadata),
    }
    work.put('charge', charge)
    work.emit('charge.updated', serializeCharge(charge), serializeCharge(current))
    return serializeCharge(charge)
  },
)

export const charges: readonly Endpoint[] = [list, retrieve('/charges', 'charge', 'charge'), update]
