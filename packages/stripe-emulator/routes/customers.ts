import { z } from 'zod'
import { endSubscriptionsOf } from '@/packages/stripe-emulator/billing/end-subscription'
import { inTimeOf } from '@/packages/stripe-emulator/billing/time'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { address, clearable, listParameters, metadata, text, wholeAddress } from '@/packages/stripe-emulator/parameters'
import { attachMethod } from '@/packages/stripe-emulator/payments/attach-method'
import { checkAttachable, methodNamed } from '@/packages/stripe-emulator/payments/method-named'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import { newCustomer } from '@/packages/stripe-emulator/payments/new-customer'
import type { CustomerRecord } from '@/packages/stripe-emulator/records'
import { serializeCustomer, serializeDeletedCustomer } from '@/packages/stripe-emulator/serialize/customer'
import { serializePaymentMethod } from '@/packages/stripe-emulator/serialize/payment-method'
import { customerObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { retrieve } from './retrieve'

const fields = {
  name: clearable(256).optional(),
  email: z
    .union([
      z.literal('').transform(() => null),
      z
        .string()
        .max(512)
        .regex(/^[^\s@]+@[^\s@]+$/, { error: 'Invalid email address' }),
    ])
    .optional(),
  description: clearable().optional(),
  phone: clearable(20).optional(),
  address: address().optional(),
  preferred_locales: z.array(text(20)).optional(),
  metadata: metadata().optional(),
  invoice_settings: z.strictObject({ default_payment_method: clearable().optional() }).optional(),
}

type Fields = z.output<z.ZodObject<typeof fields>>

const changed = <T extends Partial<CustomerRecord>>(customer: T, given: Fields) => ({
  ...customer,
  ...(given.name !== undefined && { name: given.name }),
  ...(given.email !== undefined && { email: given.email }),
  ...(given.description !== undefined && { description: given.description }),
  ...(given.phone !== undefined && { phone: given.phone }),
  ...(given.address !== undefined && { address: wholeAddress(given.address) }),
  ...(given.preferred_locales !== undefined && { preferredLocales: given.preferred_locales }),
  metadata: mergeMetadata(customer.metadata ?? {}, given.metadata),
})

const notTheirs = (id: string) =>
  invalidRequest(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    'invoice_settings[default_payment_method]',
    'resource_missing',
  )

/** The default a customer is to have: one of its own methods, or none. */
const defaultMethodOf = async (work: Work, customer: CustomerRecord, given: Fields): Promise<string | null> => {
  const id = given.invoice_settings?.default_payment_method
  if (id === undefined) return customer.defaultPaymentMethod
  if (id !== null && (await work.get('payment_method', id))?.customer !== customer.id) throw notTheirs(id)
  return id
}

const create = endpoint(
  'POST',
  '/customers',
  z.strictObject({ ...fields, payment_method: text().optional(), test_clock: text().optional() }),
  async ({ work: at }, { payment_method, test_clock: testClock = null, ...given }) => {
    if (testClock !== null && !(await at.get('test_helpers.test_clock', testClock))) {
      throw missing('test_clock', testClock, 'test_clock')
    }
    const work = await inTimeOf(at, testClock)
    const method = payment_method === undefined ? null : await methodNamed(work, payment_method, 'payment_method')
    if (method) checkAttachable(method)
    const asked = given.invoice_settings?.default_payment_method ?? null
    if (asked !== null && asked !== payment_method) throw notTheirs(asked)
    const defaultPaymentMethod = asked && (method?.id ?? null)
    const customer = newCustomer(work, { ...changed({}, given), defaultPaymentMethod, testClock })
    if (method) attachMethod(work, method, customer.id)
    return serializeCustomer(customer)
  },
)

const update = endpoint('POST', '/customers/:id', z.strictObject(fields), async ({ work, id }, given) => {
  const current = await customerNamed(work, id, 'id')
  const customer: CustomerRecord = {
    ...changed(current, given),
    defaultPaymentMethod: await defaultMethodOf(work, current, given),
  }
  work.put('customer', customer)
  const shown = await customerObject(work, customer)
  work.emit('customer.updated', shown, await customerObject(work, current))
  return shown
})

/** Deletes a customer: subscriptions end at once, methods are detached, and what was paid stays as it is. */
const remove = endpoint('DELETE', '/customers/:id', z.strictObject({}), async ({ work, id }) => {
  const customer = await customerNamed(work, id, 'id')
  const methods = await work.list('payment_method', {
    match: { customer: id },
    limit: 1_000,
    after: null,
    order: 'oldest',
  })
  for (const { id: methodId } of methods) {
    const method = await work.get('payment_method', methodId)
    if (method?.customer === id) work.put('payment_method', { ...method, customer: null, spent: true })
  }
  await endSubscriptionsOf(work, id)
  const deleted: CustomerRecord = { ...customer, deleted: true, defaultPaymentMethod: null }
  work.put('customer', deleted)
  work.emit('customer.deleted', await customerObject(work, customer))
  return serializeDeletedCustomer(deleted)
})

const list = endpoint(
  'GET',
  '/customers',
  z.strictObject({ ...listParameters, email: text(512).optional() }),
  (call, given) =>
    pageOf(call, 'customer', given, {
      match: given.email === undefined ? {} : { email: given.email },
      keep: ({ deleted }) => !deleted,
      serialize: (customer) => customerObject(call.work, customer),
    }),
)

const methodsOf = endpoint(
  'GET',
  '/customers/:id/payment_methods',
  z.strictObject({ ...listParameters, type: z.enum(['card', 'sepa_debit']).optional() }),
  async (call, given) => {
    await customerNamed(call.work, call.id, 'id')
    return pageOf(call, 'payment_method', given, {
      match: { customer: call.id },
      keep: ({ card }) => given.type === undefined || (given.type === 'card') === (card !== null),
      serialize: serializePaymentMethod,
    })
  },
)

const methodOf = endpoint(
  'GET',
  '/customers/:id/payment_methods/:method',
  z.strictObject({}),
  async ({ work, id, named }) => {
    await customerNamed(work, id, 'id')
    const method = await work.get('payment_method', named.method ?? '')
    if (method?.customer !== id) throw missing('PaymentMethod', named.method ?? '')
    return serializePaymentMethod(method)
  },
)

export const customers: readonly Endpoint[] = [
  create,
  list,
  retrieve('/customers', 'customer', 'customer'),
  update,
  remove,
  methodsOf,
  methodOf,
]
