import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { listParameters, text } from '@/packages/stripe-emulator/parameters'
import { cancelIntent } from '@/packages/stripe-emulator/payments/cancel-intent'
import { checkAmount, checkCurrency } from '@/packages/stripe-emulator/payments/check-amount'
import { checkReturnUrl } from '@/packages/stripe-emulator/payments/check-return-url'
import { confirmIntent, refuseCheckouts } from '@/packages/stripe-emulator/payments/confirm-intent'
import { tellOwner } from '@/packages/stripe-emulator/payments/followers'
import { checkUsable, methodNamed } from '@/packages/stripe-emulator/payments/method-named'
import { customerNamed, wrongState } from '@/packages/stripe-emulator/payments/named'
import { beginIntent } from '@/packages/stripe-emulator/payments/new-intent'
import type { PaymentIntentRecord } from '@/packages/stripe-emulator/records'
import { paymentIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import {
  type ConfirmParameters,
  confirmParameters,
  createParameters,
  updateParameters,
} from './payment-intent-parameters'
import { retrieve } from './retrieve'

const existing = async (work: Work, id: string): Promise<PaymentIntentRecord> => {
  const intent = await work.get('payment_intent', id)
  if (!intent) throw missing('payment_intent', id)
  return intent
}

/** The method that is to pay: there, not used up, and nobody else's. */
const usable = async (work: Work, id: string | undefined, customer: string | null): Promise<string | null> => {
  if (id === undefined) return null
  const method = await methodNamed(work, id)
  checkUsable(method, customer)
  return method.id
}

const confirmation = (given: Partial<ConfirmParameters>) => ({
  paymentMethod: given.payment_method ?? null,
  offSession: given.off_session ?? false,
  returnUrl: given.return_url ?? null,
  neverAsk: given.error_on_requires_action ?? false,
})

const create = endpoint('POST', '/payment_intents', createParameters, async ({ work }, given) => {
  if (given.confirm !== true) {
    const early = (['off_session', 'return_url', 'error_on_requires_action', 'mandate_data'] as const).find(
      (name) => given[name] !== undefined,
    )
    if (early) throw invalidRequest(`\`${early}\` can only be passed when \`confirm\` is set to true.`, early)
  }
  if (given.allowed_payment_method_types && given.automatic_payment_methods?.enabled) {
    throw invalidRequest(
      'You may only specify one of these parameters: automatic_payment_methods, allowed_payment_method_types.',
    )
  }
  if (given.off_session && given.setup_future_usage) {
    throw invalidRequest('You cannot use `setup_future_usage` with `off_session=true`.', 'setup_future_usage')
  }
  const currency = checkCurrency(given.currency, 'currency')
  checkAmount(given.amount, currency)
  const customer = given.customer === undefined ? null : (await customerNamed(work, given.customer)).id
  const intent = await beginIntent(work, {
    amount: given.amount,
    currency,
    customer,
    description: given.description ?? null,
    metadata: given.metadata ?? {},
    paymentMethod: await usable(work, given.payment_method, customer),
    receiptEmail: given.receipt_email ?? null,
    setupFutureUsage: given.setup_future_usage ?? null,
    statementDescriptor: given.statement_descriptor ?? null,
    statementDescriptorSuffix: given.statement_descriptor_suffix ?? null,
    allowedMethodTypes: given.allowed_payment_method_types ?? null,
    staysHere: given.automatic_payment_methods?.allow_redirects === 'never',
  })
  if (given.confirm !== true) return paymentIntentObject(work, intent)
  checkReturnUrl(intent, given.return_url ?? null)
  const { payment_method: _, ...rest } = given
  return paymentIntentObject(work, await confirmIntent(work, intent, confirmation(rest)))
})

const confirm = endpoint('POST', '/payment_intents/:id/confirm', confirmParameters, async ({ work, id }, given) => {
  const current = await existing(work, id)
  refuseCheckouts(current, 'confirm')
  checkReturnUrl(current, given.return_url ?? null)
  const intent: PaymentIntentRecord = {
    ...current,
    receiptEmail: given.receipt_email === undefined ? current.receiptEmail : given.receipt_email,
    setupFutureUsage: given.setup_future_usage ?? current.setupFutureUsage,
  }
  return paymentIntentObject(work, await confirmIntent(work, intent, confirmation(given)))
})

const open: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

const changed = async (work: Work, current: PaymentIntentRecord, given: z.output<typeof updateParameters>) => {
  const customer = given.customer === undefined ? current.customer : (await customerNamed(work, given.customer)).id
  const currency = given.currency === undefined ? current.currency : checkCurrency(given.currency, 'currency')
  const amount = given.amount ?? current.amount
  checkAmount(amount, currency)
  const method = await usable(work, given.payment_method, customer)
  const next: PaymentIntentRecord = {
    ...current,
    amount,
    currency,
    customer,
    paymentMethod: method ?? current.paymentMethod,
    status: method ? 'requires_confirmation' : current.status,
    description: given.description === undefined ? current.description : given.description,
    metadata: mergeMetadata(current.metadata, given.metadata),
    receiptEmail: given.receipt_email === undefined ? current.receiptEmail : given.receipt_email,
    setupFutureUsage: given.setup_future_usage ?? current.setupFutureUsage,
    statementDescriptor: given.statement_descriptor ?? current.statementDescriptor,
    statementDescriptorSuffix: given.statement_descriptor_suffix ?? current.statementDescriptorSuffix,
  }
  return next
}

/** Words may change at any time, what is paid and by whom only until it is paid. */
const update = endpoint('POST', '/payment_intents/:id', updateParameters, async ({ work, id }, given) => {
  const current = await existing(work, id)
  const { description: _, metadata: __, receipt_email: ___, ...substance } = given
  if (!open.includes(current.status) && Object.keys(substance).length > 0) {
    throw invalidRequest(
      `This PaymentIntent's ${Object.keys(substance)[0]} could not be updated because it has a status of ${current.status}. You may only update the ${Object.keys(substance)[0]} of a PaymentIntent with one of the following statuses: ${open.join(', ')}.`,
      Object.keys(substance)[0],
      'payment_intent_unexpected_state',
    )
  }
  const intent = await changed(work, current, given)
  work.put('payment_intent', intent)
  return paymentIntentObject(work, intent)
})

const cancel = endpoint(
  'POST',
  '/payment_intents/:id/cancel',
  z.strictObject({
    cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  }),
  async ({ work, id }, given) => {
    const intent = await existing(work, id)
    refuseCheckouts(intent, 'cancel')
    if (intent.owner?.kind === 'invoice') {
      throw invalidRequest('You cannot cancel this PaymentIntent because it was created by an Invoice.')
    }
    if (!open.includes(intent.status)) throw wrongState('PaymentIntent', intent.status, open.join(', '))
    const canceled = await cancelIntent(work, intent, given.cancellation_reason ?? null)
    await tellOwner(work, { kind: 'canceled', intent: canceled })
    return paymentIntentObject(work, canceled)
  },
)

const list = endpoint(
  'GET',
  '/payment_intents',
  z.strictObject({ ...listParameters, customer: text().optional() }),
  (call, given) =>
    pageOf(call, 'payment_intent', given, {
      match: given.customer === undefined ? {} : { customer: given.customer },
      serialize: (intent) => paymentIntentObject(call.work, intent),
    }),
)

export const paymentIntents: readonly Endpoint[] = [
  create,
  list,
  retrieve('/payment_intents', 'payment_intent', 'payment_intent'),
  update,
  confirm,
  cancel,
]
