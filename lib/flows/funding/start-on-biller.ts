import type { Temporal } from 'temporal-polyfill'
import { findAccount } from '@/db/queries/accounts'
import { type Ctx, requirePermission } from '@/lib/context'
import { type Biller, billerAt } from '@/lib/core/funding/biller'
import type { Origin } from '@/lib/core/funding/grant'
import { type Pico, picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { Refusal } from '@/lib/platform/errors'
import { unknownOrg } from './change-account'
import { grantCredit } from './grant-credit'
import { switchBiller } from './switch-biller'

type Welcome = { readonly origin: Origin; readonly unit: string; readonly amount: string }

/** What an org gets the first time it comes onto a biller (K3); in its currency where no unit is named. */
const welcomes: Partial<Record<Biller, Welcome>> = {
  prepaid: { origin: 'signup', unit: '', amount: '5' },
  free_credit: { origin: 'free', unit: '', amount: '100' },
  linked: { origin: 'free', unit: 'doc.units', amount: '1000' },
}

export type BillerOrder = {
  readonly biller: Biller
  readonly effectiveAt: Temporal.Instant
  /** Instead of the usual amount; zero is none. */
  readonly welcomeCredit?: Pico | undefined
}

export type BillerStart = {
  /** False where the biller is in force at that time already. */
  readonly switched: boolean
  /** As it is kept: to the microsecond. */
  readonly effectiveAt: Temporal.Instant
  /** Null where the org had its welcome before, or there is none. */
  readonly welcome: { readonly grant: string; readonly asset: string; readonly amount: bigint } | null
}

/**
 * Puts an org on a biller from an instant on, with the credit that welcomes it: once for each org and biller, at once
 * also where the switch is still to come. Made again it changes nothing, so that a call that was cut off can be repeated.
 * @throws Refusal as `switchBiller` does; `invalid_request` for a welcome to a biller that has none.
 */
export const startOnBiller = async (ctx: Ctx, org: string, order: BillerOrder): Promise<BillerStart> => {
  requirePermission(ctx, 'funds:write', org)
  const { biller, welcomeCredit } = order
  const effectiveAt = order.effectiveAt.round({ smallestUnit: 'microsecond', roundingMode: 'ceil' })
  const welcome = welcomes[biller]
  if (!welcome && welcomeCredit !== undefined && welcomeCredit > 0n) {
    throw new Refusal('invalid_request', `There is no welcome credit on ${biller}.`, { field: 'welcomeCredit' })
  }
  const found = await findAccount(ctx.db, org)
  if (!found) throw unknownOrg(org)
  const { currency, switches } = found.account
  const switched = billerAt(switches, effectiveAt.epochNanoseconds) !== biller
  if (switched) await switchBiller(ctx, org, biller, effectiveAt)
  const amount = welcome && (welcomeCredit ?? parseDecimal(welcome.amount, picoPlaces) ?? 0n)
  if (!welcome || !amount) return { switched, effectiveAt, welcome: null }
  const asset = welcome.unit || currency
  const grant = await welcomeOnce(ctx, org, biller, { origin: welcome.origin, asset, amount })
  return { switched, effectiveAt, welcome: grant === null ? null : { grant, asset, amount } }
}

type WelcomeCredit = { readonly origin: Origin; readonly asset: string; readonly amount: bigint }

const welcomeOnce = async (ctx: Ctx, org: string, biller: Biller, credit: WelcomeCredit): Promise<string | null> => {
  const terms = { priority: 0, expiresAt: null, reference: `welcome:${biller}`, note: '' }
  try {
    const { grant, outcome } = await grantCredit(ctx, org, { ...credit, ...terms })
    return outcome === 'granted' ? grant : null
  } catch (error) {
    // Another amount was the welcome before: that was it.
    if (error instanceof Refusal && error.code === 'idempotency_mismatch') return null
    throw error
  }
}
