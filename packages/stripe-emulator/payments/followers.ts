import { followInvoice } from '@/packages/stripe-emulator/billing/follow-payment'
import { followCheckout } from '@/packages/stripe-emulator/checkout/follow-payment'
import type { PaymentIntentRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import type { PaymentOutcome } from './try-payment'

/** What a payment came to. */
export type Told = PaymentOutcome | { readonly kind: 'canceled'; readonly intent: PaymentIntentRecord }

/** Hears what became of a payment that it owns. @param id of the owner. */
export type Follower = (work: Work, id: string, told: Told) => Promise<void>

type Owner = NonNullable<PaymentIntentRecord['owner']>['kind']

/** Who hears of a payment that was made, failed or given up, by what it pays for. */
const followers: Readonly<Record<Owner, Follower>> = {
  'checkout.session': followCheckout,
  invoice: followInvoice,
}

/**
 * Tells the owner of a payment what became of it. Called by what moved the payment from outside: a call, the
 * authentication page, a debit that settled. An owner that moves its payment itself knows already.
 */
export const tellOwner = async (work: Work, told: Told): Promise<void> => {
  const { owner } = told.intent
  if (owner) await followers[owner.kind](work, owner.id, told)
}
