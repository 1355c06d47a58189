import type { Ctx } from '@/lib/context'
import type { Pack } from '@/lib/core/funding/order'
import { minor, pico, picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { publishPack } from '@/lib/flows/payments/credit/publish-pack'
import { unless } from './unless'

const currencies = ['CHF', 'USD'] as const

/** The larger a pack the more it gives beyond its price; the largest has to be used within a year. */
const sizes = [
  { pack: 'starter', name: 'Starter', price: 2_000n, credit: '20', expiresAfterDays: null },
  { pack: 'team', name: 'Team', price: 10_000n, credit: '110', expiresAfterDays: null },
  { pack: 'scale', name: 'Scale', price: 50_000n, credit: '600', expiresAfterDays: 365 },
] as const

const demoPacks: readonly Pack[] = currencies.flatMap((currency) =>
  sizes.map(({ pack, name, price, credit, expiresAfterDays }) => ({
    pack: `${pack}-${currency.toLowerCase()}`,
    version: 1,
    name,
    currency,
    price: minor(price),
    credit: pico(parseDecimal(credit, picoPlaces) ?? 0n),
    expiresAfterDays,
    active: true,
  })),
)

/** Publishes the credit packs of the demo, in both currencies of its customers; those that are there stay. */
export const publishDemoPacks = async (ctx: Ctx): Promise<void> => {
  for (const pack of demoPacks) await unless(['exists'], () => publishPack(ctx, pack))
}
