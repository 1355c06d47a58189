import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { integer, listParameters, metadata, text } from '@/packages/stripe-emulator/parameters'
import { announceRefund, refundCharge } from '@/packages/stripe-emulator/payments/refund'
import type { ChargeRecord, RefundRecord } from '@/packages/stripe-emulator/records'
import { serializeRefund } from '@/packages/stripe-emulator/serialize/refund'
import type { Work } from '@/packages/stripe-emulator/work'
import { retrieve } from './retrieve'

const source = { charge: text().optional(), payment_intent: text().optional() }

const chargeOf = async (
  work: Work,
  { charge: chargeId, payment_intent: intentId }: z.output<z.ZodObject<typeof source>>,
): Promise<ChargeRecord> => {
  if (chargeId !== undefined) {
    const charge = await work.get('charge', chargeId)
    if (!charge) throw missing('charge', chargeId, 'charge')
    if (intentId !== undefined && charge.paymentIntent !== intentId) {
      throw invalidRequest('The charge does not belong to the payment intent.', 'charge')
    }
    return charge
  }
  if (intentId === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.')
  }
  const intent = await work.get('payment_intent', intentId)
  if (!intent) throw missing('payment_intent', intentId, 'payment_intent')
  const charge = intent.latestCharge === null ? null : await work.get('charge', intent.latestCharge)
  if (charge && charge.status !== 'failed') return charge
  throw invalidRequest(
    `This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
    'payment_intent',
  )
}

const create = endpoint(
  'POST',
  '/refunds',
  z.strictObject({
    ...source,
    amount: integer(1, 999_999_999_999).optional(),
    metadata: metadata().optional(),
    reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  }),
  async ({ work }, given) => {
    const { amount, metadata: kept, reason } = given
    const refund = refundCharge(work, await chargeOf(work, given), {
      amount,
      metadata: kept ?? {},
      reason: reason ?? null,
    })
    return serializeRefund(refund)
  },
)

const update = endpoint(
  'POST',
  '/refunds/:id',
  z.strictObject({ metadata: metadata().optional() }),
  async ({ work, id }, given) => {
    const current = await work.get('refund', id)
    if (!current) throw missing('refund', id)
    const refund: RefundRecord = { ...current, metadata: mergeMetadata(current.metadata, given.metadata) }
    work.put('refund', refund)
    announceRefund(work, refund, current)
    return serializeRefund(refund)
  },
)

const list = endpoint('GET', '/refunds', z.strictObject({ ...listParameters, ...source }), (call, given) =>
  pageOf(call, 'refund', given, {
    match: {
      ...(given.charge !== undefined && { charge: given.charge }),
      ...(given.payment_intent !== undefined && { paymentIntent: given.payment_intent }),
    },
    serialize: serializeRefund,
  }),
)

export const refunds: readonly Endpoint[] = [create, list, retrieve('/refunds', 'refund', 'refund'), update]
