import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { clearable, flag, listParameters, metadata, text, url } from '@/packages/stripe-emulator/parameters'
import { cancelSetup } from '@/packages/stripe-emulator/payments/cancel-intent'
import { checkReturnUrl } from '@/packages/stripe-emulator/payments/check-return-url'
import { confirmSetup } from '@/packages/stripe-emulator/payments/confirm-setup'
import { checkUsable, methodNamed } from '@/packages/stripe-emulator/payments/method-named'
import { customerNamed, wrongState } from '@/packages/stripe-emulator/payments/named'
import { beginSetup } from '@/packages/stripe-emulator/payments/try-setup'
import type { SetupIntentRecord } from '@/packages/stripe-emulator/records'
import { setupIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { retrieve } from './retrieve'

const existing = async (work: Work, id: string): Promise<SetupIntentRecord> => {
  const intent = await work.get('setup_intent', id)
  if (!intent) throw missing('setup_intent', id)
  return intent
}

const cardsOnly = () => z.array(z.enum(['card'])).min(1)

const usable = async (work: Work, id: string | undefined, customer: string | null): Promise<string | null> => {
  if (id === undefined) return null
  const method = await methodNamed(work, id)
  checkUsable(method, customer)
  return method.id
}

const create = endpoint(
  'POST',
  '/setup_intents',
  z.strictObject({
    allowed_payment_method_types: cardsOnly().optional(),
    automatic_payment_methods: z
      .strictObject({ enabled: flag(), allow_redirects: z.enum(['always', 'never']).optional() })
      .optional(),
    confirm: flag().optional(),
    customer: text().optional(),
    description: clearable().optional(),
    metadata: metadata().optional(),
    payment_method: text().optional(),
    return_url: url().optional(),
    usage: z.enum(['off_session', 'on_session']).optional(),
  }),
  async ({ work }, given) => {
    if (given.return_url !== undefined && given.confirm !== true) {
      throw invalidRequest('`return_url` can only be passed when `confirm` is set to true.', 'return_url')
    }
    const customer = given.customer === undefined ? null : (await customerNamed(work, given.customer)).id
    const intent = await beginSetup(work, {
      customer,
      description: given.description ?? null,
      metadata: given.metadata ?? {},
      paymentMethod: await usable(work, given.payment_method, customer),
      usage: given.usage ?? 'off_session',
      allowedMethodTypes: given.allowed_payment_method_types ?? null,
      staysHere: given.automatic_payment_methods?.allow_redirects === 'never',
    })
    if (given.confirm !== true) return setupIntentObject(work, intent)
    checkReturnUrl(intent, given.return_url ?? null)
    return setupIntentObject(work, await confirmSetup(work, intent, null, given.return_url ?? null))
  },
)

const refuseCheckouts = (intent: SetupIntentRecord, what: string): void => {
  if (intent.owner === null) return
  throw invalidRequest(`You cannot ${what} this SetupIntent because it was created by a Checkout Session.`)
}

const confirm = endpoint(
  'POST',
  '/setup_intents/:id/confirm',
  z.strictObject({ payment_method: text().optional(), return_url: url().optional() }),
  async ({ work, id }, given) => {
    const intent = await existing(work, id)
    refuseCheckouts(intent, 'confirm')
    const { payment_method = null, return_url = null } = given
    checkReturnUrl(intent, return_url)
    return setupIntentObject(work, await confirmSetup(work, intent, payment_method, return_url))
  },
)

const update = endpoint(
  'POST',
  '/setup_intents/:id',
  z.strictObject({
    customer: text().optional(),
    description: clearable().optional(),
    metadata: metadata().optional(),
    payment_method: text().optional(),
  }),
  async ({ work, id }, given) => {
    const current = await existing(work, id)
    const customer = given.customer === undefined ? current.customer : (await customerNamed(work, given.customer)).id
    const method = await usable(work, given.payment_method, customer)
    if (method !== null && (current.status === 'succeeded' || current.status === 'canceled')) {
      throw wrongState('SetupIntent', current.status, 'requires_payment_method, requires_confirmation, requires_action')
    }
    const intent: SetupIntentRecord = {
      ...current,
      customer,
      paymentMethod: method ?? current.paymentMethod,
      status: method ? 'requires_confirmation' : current.status,
      description: given.description === undefined ? current.description : given.description,
      metadata: mergeMetadata(current.metadata, given.metadata),
    }
    work.put('setup_intent', intent)
    return setupIntentObject(work, intent)
  },
)

const cancel = endpoint(
  'POST',
  '/setup_intents/:id/cancel',
  z.strictObject({ cancellation_reason: z.enum(['abandoned', 'duplicate', 'requested_by_customer']).optional() }),
  async ({ work, id }, given) => {
    const intent = await existing(work, id)
    refuseCheckouts(intent, 'cancel')
    if (intent.status === 'succeeded' || intent.status === 'canceled') {
      throw wrongState('SetupIntent', intent.status, 'requires_payment_method, requires_confirmation, requires_action')
    }
    return setupIntentObject(work, await cancelSetup(work, intent, given.cancellation_reason ?? null))
  },
)

const list = endpoint(
  'GET',
  '/setup_intents',
  z.strictObject({ ...listParameters, customer: text().optional(), payment_method: text().optional() }),
  (call, given) =>
    pageOf(call, 'setup_intent', given, {
      match: {
        ...(given.customer !== undefined && { customer: given.customer }),
        ...(given.payment_method !== undefined && { paymentMethod: given.payment_method }),
      },
      serialize: (intent) => setupIntentObject(call.work, intent),
    }),
)

export const setupIntents: readonly Endpoint[] = [
  create,
  list,
  retrieve('/setup_intents', 'setup_intent', 'setup_intent'),
  update,
  confirm,
  cancel,
]
