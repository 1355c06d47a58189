import type { WayOut } from '@/lib/core/gate/stop'

/** Where a way out begins; null where nobody is named whom to write to. */
export const wayHref = (org: string, way: WayOut, contact = ''): string | null => {
  if (way === 'buy_credit') return `/o/${org}/credits#buy-credit`
  if (way === 'add_card') return `/o/${org}/payment-methods?add=1`
  if (way === 'subscribe') return `/o/${org}/plans`
  return contact === '' ? null : `mailto:${contact}?subject=${encodeURIComponent(`Spend cap of ${org}`)}`
}
