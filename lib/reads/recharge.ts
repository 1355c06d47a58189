import { findCardFile } from '@/db/queries/cards'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { billerAt } from '@/lib/core/funding/biller'
import { cannotUse, leastTopUp, mostTopUp } from '@/lib/core/funding/order'
import type { WithheldReason } from '@/lib/core/funding/recharge'
import { type Minor, minor, minorPlaces, type Pico } from '@/lib/core/money/amount'
import { amountText } from '@/lib/core/money/amount-text'
import { formatDecimal } from '@/lib/core/money/decimal'
import { accountOf } from './org-funding'
import { orgOf } from './org-of'

/** The recharge of an org as its flow loads it. */
type Loaded = {
  readonly settings: {
    readonly enabled: boolean
    readonly threshold: bigint
    readonly amount: bigint
    readonly monthlyCap: bigint | null
    readonly lastFailure: string
  }
  readonly state: { readonly chargedThisMonth: Pico }
  readonly decision: { readonly recharge: Pico } | { readonly withheld: WithheldReason; readonly sentence: string }
}

export type RechargePage = NonNullable<Awaited<ReturnType<typeof rechargePage>>>

/** What a form proposes where nothing was set yet. */
const proposed = { threshold: minor(500n), amount: minor(2_000n), monthlyCap: null } as const

const money = (amount: bigint): string => formatDecimal(minor(amount), minorPlaces)

/**
 * What a customer sees of its auto-recharge: how it is set, whether it works, and why nothing is charged. Null where
 * credit is of no use to the org.
 * @param load reads the recharge of an org; it is asked once it is clear that the reader may know.
 */
export const rechargePage = async (ctx: Ctx, slug: string, load: (ctx: Ctx, org: string) => Promise<Loaded | null>) => {
  await orgOf(ctx, slug)
  const { currency, switches } = (await accountOf(ctx, slug)).account
  if (cannotUse({ biller: billerAt(switches, ctx.now.epochNanoseconds) })) return null
  const [loaded, file] = await Promise.all([load(ctx, slug), findCardFile(ctx.db, slug)])
  const { threshold, amount, monthlyCap } = loaded?.settings ?? proposed
  const card = file?.cards.find(({ methodId }) => methodId === file.defaultMethod)
  return {
    org: slug,
    currency,
    enabled: loaded?.settings.enabled ?? false,
    threshold: money(threshold),
    amount: money(amount),
    monthlyCap: monthlyCap === null ? null : money(monthlyCap),
    chargedThisMonth: loaded ? amountText(loaded.state.chargedThisMonth, currency) : money(0n),
    standing: standingOf(loaded),
    /** Stripe's code for the decline that switched it off; empty otherwise. */
    failure: loaded?.settings.lastFailure ?? '',
    card: card ? { brand: card.brand, last4: card.last4 } : null,
    mayChange: permit(ctx.actor, 'org:pay', slug) === 'yes',
    limits: { least: money(leastTopUp satisfies Minor), most: money(mostTopUp) },
  }
}

/** `due` is charged within moments; the others say why nothing is charged now. */
const standingOf = (loaded: Loaded | null): WithheldReason | 'due' => {
  if (!loaded) return 'off'
  return 'recharge' in loaded.decision ? 'due' : loaded.decision.withheld
}
