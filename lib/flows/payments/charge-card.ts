import { Temporal } from 'temporal-polyfill'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import type { OffSessionCharge, Payment } from '@/lib/stripe/charge'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { StripeWillNot } from '@/lib/stripe/refused'

/** Stripe remembers an idempotency key for a day: after that a call is looked for, and not made again. */
const keyHours = 23
/** How far Stripe's clock may be behind ours. */
const clockHours = 1

/** What became of a charge; without a payment where Stripe has none of it. */
export type ChargeOutcome = Pick<Payment, 'status' | 'failure'> & Partial<Payment>

export type CardCharge = OffSessionCharge & {
  readonly begunAt: Temporal.Instant
  /** Why it is not to be charged any more, if it was not charged before; null if it may be. */
  readonly barred: string | null
}

const failureOf = ({ facts }: Refusal): string => {
  const { code, decline_code: decline } = facts
  return typeof code === 'string' && code !== 'card_declined' ? code : typeof decline === 'string' ? decline : ''
}

/**
 * Charges a saved card while the customer is away, once however often it is called: what it is for is the key, and what was
 * begun too long ago for Stripe to know the key, or is barred meanwhile, is looked for among the customer's payments.
 * @throws Refusal if Stripe cannot be reached: it is to be tried again.
 */
export const chargeCard = async (
  now: Temporal.Instant,
  stripe: StripeGateway,
  { begunAt, barred, ...charge }: CardCharge,
): Promise<ChargeOutcome> => {
  const { customerId, about } = charge
  const since = begunAt.subtract({ hours: clockHours })
  const lookUp = async () => (customerId === '' ? null : stripe.findPayment(customerId, about, since))
  if (Temporal.Instant.compare(begunAt.add({ hours: keyHours }), now) < 0) {
    return (await lookUp()) ?? { status: 'failed', failure: barred ?? 'not_charged' }
  }
  if (barred !== null) return (await lookUp()) ?? { status: 'failed', failure: barred }
  try {
    return await stripe.chargeOffSession(charge)
  } catch (error) {
    if (error instanceof StripeWillNot) {
      log.error({ err: error, about }, 'Stripe will not charge a card')
      return (await lookUp()) ?? { status: 'failed', failure: 'provider_refused' }
    }
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'card_declined') return { status: 'failed', failure: failureOf(error) }
    const found = error.code === 'idempotency_mismatch' ? await lookUp() : null
    if (found === null) throw error
    return found
  }
}
