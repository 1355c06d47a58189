import type Stripe from 'stripe'
import type { Temporal } from 'temporal-polyfill'
import type { TakenPayment } from '@/lib/core/funding/reconcile'
import { type Minor, minor } from '@/lib/core/money/amount'
import { wireAmount } from './checkout'
import { offSessionKey } from './keys'
import { asking } from './refused'

export type OffSessionCharge = {
  readonly org: string
  /** What is bought; our row is written before this call, and is the idempotency key. */
  readonly purchaseId: string
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
 * Charges a card while the customer is away (K6). Asked again for the same purchase it is the same charge.
 * @throws Refusal `card_declined` where the bank says no or wants the customer to confirm: facts have Stripe's `code`.
 */
export const chargeOffSession = (
  stripe: Stripe,
  { org, purchaseId, customerId, methodId, name, amountMinor, currency }: OffSessionCharge,
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
          metadata: { org, purchase: purchaseId },
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          off_session: true,
          confirm: true,
        },
        { idempotencyKey: offSessionKey(purchaseId) },
      ),
    ),
  )

export const readPayment = async (stripe: Stripe, paymentIntentId: string): Promise<Payment> =>
  paymentOf(await asking(() => stripe.paymentIntents.retrieve(paymentIntentId)))

/** The payment of a purchase among those of a customer since an instant; null where none was made. */
export const findPayment = async (
  stripe: Stripe,
  customerId: string,
  purchaseId: string,
  since: Temporal.Instant,
): Promise<Payment | null> => {
  const created = { gte: Math.floor(since.epochMilliseconds / 1000) }
  const intents = stripe.paymentIntents.list({ customer: customerId, created, limit: 100 })
  const found = await asking(async () => {
    for await (const intent of intents) if (intent.metadata.purchase === purchaseId) return intent
    return null
  })
  return found && paymentOf(found)
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
        amount: minor(BigInt(intent.amount_received)),
        currency: intent.currency.toUpperCase(),
        refunded: minor(BigInt(charge?.amount_refunded ?? 0)),
      })
    }
    return found
  })
