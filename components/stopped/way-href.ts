import type { WayOut } from '@/lib/core/gate/stop'

const paths: Readonly<Record<WayOut, string>> = {
  buy_credit: 'credits#buy-credit',
  add_card: 'payment-methods?add=1',
  subscribe: 'plans',
  raise_cap: 'settings',
}

/** Where a way out begins. */
export const wayHref = (org: string, way: WayOut): string => `/o/${org}/${paths[way]}`
