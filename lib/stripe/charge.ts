import type Stripe from 'stripe'
import type { Temporal } from 'temporal-polyfill'
import type { DisputeSeen, TakenPayment } from '@/lib/core/funding/reconcile'
import { type Minor, minor } from '@/lib/core/money/amount'
import { wireAmount } from './checkout'
import { disputeStatusOf } from './dispute'
import { idOf } from './id-of'
import { offSessionKey } from './keys'
import { asking } from './refused'

/** What a card is charged for while the customer is away. */
export type ChargedFor = { readonly purchase: string } | { readonly invoice: string }

export type OffSessionCharge = {
  readonly org: string
  /** What is paid; our row is written before this call, and is the idempotency key. */
  readonly about: ChargedFor
  readonly customerId: string
  readonly methodId: string
  readonly name: string
  readonly amountMinor: Minor
  /** Upper case. */
  readonly currency: string
}

/** A payment as it stands at Stripe. */
export type Payment = {
  readonly paymentIntentId: string
  /** Empty where it is of nobody. */
  readonly customerId: string
  readonly status: 'paid' | 'processing' | 'failed'
  /** Stripe's code, where it failed. */
  readonly failure: string
  readonly amountMinor: Minor
  readonly currency: string
  /** What it is for; empty where it is for nothing that the portal knows. */
  readonly org: string
  readonly purchaseId: string
  readonly invoiceId: string
  /** The Checkout in which it was made; empty where it was made without one. */
  readonly checkoutId: string
}

const paymentOf = (intent: Stripe.PaymentIntent): Payment => ({
  paymentIntentId: intent.id,
  customerId: idOf(intent.customer),
  status: intent.status === 'succeeded' ? 'paid' : intent.status === 'processing' ? 'processing' : 'failed',
  failure: intent.last_payment_error?.code ?? '',
  amountMinor: minor(BigInt(intent.amount)),
  currency: intent.currency.toUpperCase(),
  org: intent.metadata.org ?? '',
  purchaseId: intent.metadata.purchase ?? '',
  invoiceId: intent.metadata.invoice ?? '',
  checkoutId: intent.metadata.checkout ?? '',
})

/**
 * Charges a card while the customer is away (K6, I10). Asked again for the same purchase or invoice it is the same charge.
 * @throws Refusal `card_declined` where the bank says no or wants the customer to confirm: facts have Stripe's `code`.
 */
export const chargeOffSession = (
  stripe: Stripe,
  { org, about, customerId, methodId, name, amountMinor, currency }: OffSessionCharge,
): Promise<Payment> =>
  asking(async () =>
    paymentOf(
      await stripe.paymentIntents.create(
        {
          amount: wireAmount(amountMinor),
          currency: currency.toLowerCase(),
          customer: customerId,
          payment_method: methodId,
          description: name,
          metadata: { org, ...about },
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          off_session: true,
          confirm: true,
        },
        { idempotencyKey: offSessionKey(about) },
      ),
    ),
  )

export const readPayment = async (stripe: Stripe, paymentIntentId: string): Promise<Payment> =>
  paymentOf(await asking(() => stripe.paymentIntents.retrieve(paymentIntentId)))

const isFor = ({ metadata }: Stripe.PaymentIntent, about: ChargedFor): boolean => {
  if ('purchase' in about) return metadata.purchase === about.purchase
  // A payment in Checkout is the customer's own.
  return metadata.invoice === about.invoice && !metadata.checkout
}

/** The charge of a purchase or an invoice among the payments of a customer since an instant; null if none was made. */
export const findPayment = async (
  stripe: Stripe,
  customerId: string,
  about: ChargedFor,
  since: Temporal.Instant,
): Promise<Payment | null> => {
  const created = { gte: Math.floor(since.epochMilliseconds / 1000) }
  const intents = stripe.paymentIntents.list({ customer: customerId, created, limit: 100 })
  const found = await asking(async () => {
    for await (const intent of intents) if (isFor(intent, about)) return intent
    return null
  })
  return found && paymentOf(found)
}

const disputesOf = async (stripe: Stripe, paymentIntentId: string): Promise<DisputeSeen[]> => {
  const found: DisputeSeen[] = []
  for await (const dispute of stripe.disputes.list({ payment_intent: paymentIntentId, limit: 100 })) {
    found.push({ id: dispute.id, status: disputeStatusOf(dispute) })
  }
  return found
}

/** Every payment of a customer that went through, the newest first, as it is compared with ours. */
export const listPayments = (stripe: Stripe, customerId: string): Promise<TakenPayment[]> =>
  asking(async () => {
    const found: TakenPayment[] = []
    const intents = stripe.paymentIntents.list({ customer: customerId, limit: 100, expand: ['data.latest_charge'] })
    for await (const intent of intents) {
      if (intent.status !== 'succeeded') continue
      const charge = typeof intent.latest_charge === 'string' ? null : intent.latest_charge
      found.push({
        id: intent.id,
        purchase: intent.metadata.purchase ?? '',
        invoice: intent.metadata.invoice ?? '',
        subscription: '',
        amount: minor(BigInt(intent.amount_received)),
        currency: intent.currency.toUpperCase(),
        refunded: minor(BigInt(charge?.amount_refunded ?? 0)),
        disputes: charge?.disputed ? await disputesOf(stripe, intent.id) : [],
      })
    }
    return found
  })
