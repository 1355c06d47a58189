import { type Account, plainUnitPolicy } from '@/lib/core/funding/account'
import type { Biller } from '@/lib/core/funding/biller'
import type { Grant } from '@/lib/core/funding/grant'
import type { Part } from '@/lib/core/funding/waterfall'
import { pico } from '@/lib/core/money/amount'

/** A grant of which nothing was drawn yet, unless told otherwise. */
export const grantOf = (over: Partial<Grant> & { readonly id: string }): Grant => {
  const parts = { remaining: over.granted ?? over.remaining ?? 10n, held: 0n, used: 0n, expired: 0n, refunded: 0n }
  const grant = {
    origin: 'topup',
    asset: 'CHF',
    priority: 0,
    expiresAt: null,
    sequence: 1n,
    returnedOf: null,
    toWithhold: 0n,
    ...parts,
    ...over,
  } as const
  return { ...grant, granted: grant.remaining + grant.held + grant.used + grant.expired + grant.refunded }
}

/** An org on a biller since ever, with nothing to pay from, unless told otherwise. */
export const accountOf = (biller: Biller, over: Partial<Account> = {}): Account => ({
  org: 'acme',
  currency: 'CHF',
  zone: 'Europe/Zurich',
  switches: [{ biller, from: 0n, sequence: 1n }],
  freeCredit: true,
  hadFreeCredit: over.grants?.some(({ origin }) => origin === 'free') ?? false,
  card: false,
  subscribed: false,
  cap: null,
  grants: [],
  months: new Map(),
  plan: null,
  week: null,
  short: false,
  shortSince: null,
  limits: { maxDiskMb: 20_480, tier: 'base', concurrency: null },
  unitPolicy: plainUnitPolicy,
  ...over,
})

/** What an org spent and holds on the bill of a month. */
export const spentIn = (month: string, spent: bigint, held = 0n): Account['months'] =>
  new Map([[month, { spent: pico(spent), held: pico(held) }]])

/** A week of quota from 0 to 100. */
export const weekOf = (quota: bigint, used = 0n, held = 0n): NonNullable<Account['week']> => ({
  id: 'wk_1',
  startsAt: 0n,
  endsAt: 100n,
  quota,
  used,
  held,
})

/** What a source pays: money of a month or a grant, unless told otherwise. */
export const partOf = (source: string, amount: bigint, over: Partial<Part> = {}): Part => ({
  source,
  kind: source.startsWith('postpaid') ? 'postpaid' : 'credits',
  measure: 'money',
  amount: pico(amount),
  units: 0n,
  ...over,
})
