import type { listPurchases } from '@/db/queries/packs'

type Purchase = Awaited<ReturnType<typeof listPurchases>>[number]

/** `open` was begun and may still be paid; `ended` never will be. */
export type PurchaseStanding = 'paid' | 'open' | 'declined' | 'ended'

/** How a purchase stands, from its own marks and its Checkout. */
export const purchaseStanding = ({
  paidAt,
  failedAt,
  checkout,
}: Pick<Purchase, 'paidAt' | 'failedAt' | 'checkout'>): PurchaseStanding => {
  if (paidAt !== null) return 'paid'
  if (failedAt !== null) return 'declined'
  return checkout === 'ended' ? 'ended' : 'open'
}
