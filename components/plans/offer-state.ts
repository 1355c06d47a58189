import { type Billed, type InForce, type Offer, priceOf } from './plan-desk'

/** What can be done with an offer, and what it is to who reads it. */
export type OfferState =
  /** Just this is in force. */
  | 'yours'
  /** In force, but paid in the other rhythm or bought on other terms. */
  | 'other_rhythm'
  | 'other_terms'
  /** Costs nothing: it is there when nothing is paid for. */
  | 'free'
  | 'subscribe'
  | 'change'

/** How an offer stands beside what is in force of its product. */
export const offerState = (offer: Offer, billed: Billed, inForce: InForce): OfferState => {
  const { subscription } = inForce
  if (!/[1-9]/.test(priceOf(offer, billed))) return inForce.name === offer.name ? 'yours' : 'free'
  if (inForce.name !== offer.name) return subscription ? 'change' : 'subscribe'
  // Agreed without a payment: there is nothing that could be changed.
  if (!subscription) return inForce.version === offer.version ? 'yours' : 'subscribe'
  if (subscription.version !== offer.version) return 'other_terms'
  return subscription.billed === billed ? 'yours' : 'other_rhythm'
}
