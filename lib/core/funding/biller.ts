import type { Pico } from '@/lib/core/money/amount'
import type { Quantity } from '@/lib/core/usage/price'

/** Who charges an org's usage. Each is a configuration of the one waterfall, never a path of its own. */
export const billers = ['invoice', 'free_credit', 'prepaid', 'plan_quota', 'linked'] as const
export type Biller = (typeof billers)[number]

export type SourceKind = 'plan_quota' | 'free_grant' | 'credits' | 'postpaid'

export type Waterfall = {
  /** From first to last; what none of them takes is refused. */
  readonly sources: readonly SourceKind[]
  /** When usage may go onto the bill. */
  readonly postpaid: 'always' | 'with_card' | 'subscribed' | 'never'
  /** Whether the org's spend cap binds its postpaid usage (Q6). */
  readonly capped: boolean
  /** The meter in whose units quota and unit grants of this biller are counted; empty where all is money. */
  readonly unit: '' | 'doc.units' | 'compute.units'
  /** False where suspension is the only stop. */
  readonly gated: boolean
  /** Whether a plan's ceiling of memory and processors holds (G3). */
  readonly ceiling: boolean
}

export const waterfalls: Readonly<Record<Biller, Waterfall>> = {
  invoice: { sources: ['postpaid'], postpaid: 'always', capped: false, unit: '', gated: false, ceiling: true },
  free_credit: {
    sources: ['free_grant', 'postpaid'],
    postpaid: 'with_card',
    capped: true,
    unit: '',
    gated: true,
    ceiling: true,
  },
  prepaid: { sources: ['credits'], postpaid: 'never', capped: false, unit: '', gated: true, ceiling: false },
  plan_quota: {
    sources: ['plan_quota', 'credits'],
    postpaid: 'never',
    capped: false,
    unit: 'compute.units',
    gated: true,
    ceiling: true,
  },
  linked: {
    sources: ['free_grant', 'postpaid'],
    postpaid: 'subscribed',
    capped: true,
    unit: 'doc.units',
    gated: true,
    ceiling: true,
  },
}

/** From when a biller charges. `sequence` orders what was recorded for the same instant: the later one counts. */
export type BillerSwitch = { readonly biller: Biller; readonly from: bigint; readonly sequence: bigint }

/** The switch in force at an instant (W1), in nanoseconds; null before the first. */
const switchAt = (switches: readonly BillerSwitch[], at: bigint): BillerSwitch | null => {
  let found: BillerSwitch | null = null
  for (const each of switches) {
    if (each.from > at) continue
    if (!found || each.from > found.from || (each.from === found.from && each.sequence > found.sequence)) found = each
  }
  return found
}

/** The biller in force at an instant: exactly one, `invoice` where nothing was set. */
export const billerAt = (switches: readonly BillerSwitch[], at: bigint): Biller =>
  switchAt(switches, at)?.biller ?? 'invoice'

/** The next instant after `at` from which another switch counts, or null. */
export const nextSwitch = (switches: readonly BillerSwitch[], at: bigint): bigint | null => {
  let next: bigint | null = null
  for (const { from } of switches) if (from > at && (next === null || from < next)) next = from
  return next
}

/** What one use costs: money, and units of the biller's unit. Both are to be paid, by the same parts. */
export type Charge = { readonly amount: Pico; readonly units: Quantity }
