import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import {
  address,
  clearable,
  integer,
  listParameters,
  metadata,
  text,
  wholeAddress,
} from '@/packages/stripe-emulator/parameters'
import { attachMethod } from '@/packages/stripe-emulator/payments/attach-method'
import { detachMethod } from '@/packages/stripe-emulator/payments/detach-method'
import { checkAttachable, methodNamed } from '@/packages/stripe-emulator/payments/method-named'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import type { PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import { serializePaymentMethod } from '@/packages/stripe-emulator/serialize/payment-method'
import type { Work } from '@/packages/stripe-emulator/work'
import { retrieve } from './retrieve'

const type = z.enum(['card', 'sepa_debit'])

/** A customer's saved methods. Without a customer the list is empty: a card used once belongs to nobody. */
const list = endpoint(
  'GET',
  '/payment_methods',
  z.strictObject({ ...listParameters, customer: text().optional(), type: type.optional() }),
  async (call, given) => {
    if (given.customer !== undefined) await customerNamed(call.work, given.customer)
    return pageOf(call, 'payment_method', given, {
      match: { customer: given.customer ?? '' },
      keep: ({ card }) => given.type === undefined || (given.type === 'card') === (card !== null),
      serialize: serializePaymentMethod,
    })
  },
)

const attach = endpoint(
  'POST',
  '/payment_methods/:id/attach',
  z.strictObject({ customer: text() }),
  async ({ work, id }, given) => {
    const customer = await customerNamed(work, given.customer)
    const method = await methodNamed(work, id, 'id')
    checkAttachable(method)
    return serializePaymentMethod(attachMethod(work, method, customer.id))
  },
)

const existing = async (work: Work, id: string): Promise<PaymentMethodRecord> => {
  const method = await work.get('payment_method', id)
  if (!method) throw missing('PaymentMethod', id)
  return method
}

const detach = endpoint('POST', '/payment_methods/:id/detach', z.strictObject({}), async ({ work, id }) => {
  const method = await existing(work, id)
  if (method.customer === null) {
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.')
  }
  return serializePaymentMethod(await detachMethod(work, method))
})

const billing = z.strictObject({
  address: address().optional(),
  email: clearable(800).optional(),
  name: clearable().optional(),
  phone: clearable(20).optional(),
})

const billingOf = (
  current: PaymentMethodRecord['billing'],
  given: z.output<typeof billing> = {},
): PaymentMethodRecord['billing'] => ({
  address: given.address === undefined ? current.address : wholeAddress(given.address),
  email: given.email === undefined ? current.email : given.email,
  name: given.name === undefined ? current.name : given.name,
  phone: given.phone === undefined ? current.phone : given.phone,
})

const update = endpoint(
  'POST',
  '/payment_methods/:id',
  z.strictObject({
    allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
    billing_details: billing.optional(),
    card: z.strictObject({ exp_month: integer(1, 12).optional(), exp_year: integer(2000, 2100).optional() }).optional(),
    metadata: metadata().optional(),
  }),
  async ({ work, id }, given) => {
    const current = await existing(work, id)
    if (current.customer === null) {
      throw invalidRequest(
        'You must save this PaymentMethod to a customer before you can update it.',
        undefined,
        'payment_method_unactivated',
      )
    }
    const { exp_month, exp_year } = given.card ?? {}
    const method: PaymentMethodRecord = {
      ...current,
      allowRedisplay: given.allow_redisplay ?? current.allowRedisplay,
      billing: billingOf(current.billing, given.billing_details),
      card: current.card && {
        ...current.card,
        expMonth: exp_month ?? current.card.expMonth,
        expYear: exp_year ?? current.card.expYear,
      },
      metadata: mergeMetadata(current.metadata, given.metadata),
    }
    work.put('payment_method', method)
    work.emit('payment_method.updated', serializePaymentMethod(method), serializePaymentMethod(current))
    return serializePaymentMethod(method)
  },
)

export const paymentMethods: readonly Endpoint[] = [
  list,
  retrieve('/payment_methods', 'payment_method', 'PaymentMethod'),
  attach,
  detach,
  update,
]
