import { saveRecharge as write } from '@/db/commands/recharge'
import { findAccount } from '@/db/queries/accounts'
import { findCardFile } from '@/db/queries/cards'
import { findPurchaseTerms } from '@/db/queries/packs'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { billerAt } from '@/lib/core/funding/biller'
import { cannotUse } from '@/lib/core/funding/order'
import { checkRechargeTerms, type RechargeChoice } from '@/lib/core/funding/recharge'
import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { accept, Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { chargeRecharge } from './charge-recharge'
import { capMonthStart } from './recharge-state'
import type { RechargeOutcome } from './settle-recharge'

export type SavedRecharge = {
  /** What became of the first charge, where recharges were just switched on; null where nothing was charged. */
  readonly charged: RechargeOutcome | null
}

/**
 * Saves how an org is recharged (K6). Switching it on charges the first recharge at once; switching it on twice, or
 * changing it while it is on, charges once. Nothing is charged that the monthly cap leaves no room for. Switching it off
 * asks for nothing and leaves the terms as they are.
 */
export const saveRecharge = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  choice: RechargeChoice,
): Promise<SavedRecharge> => {
  requirePermission(ctx, 'org:pay', org)
  const loaded = await findAccount(ctx.db, org)
  if (!loaded) throw new Refusal('not_found', 'There is no such organization.')
  const { currency, switches, zone } = loaded.account
  if (choice.enabled) {
    accept(checkRechargeTerms(choice))
    accept(cannotUse({ biller: billerAt(switches, ctx.now.epochNanoseconds) }))
    const file = await findCardFile(ctx.db, org)
    if (!file?.defaultMethod) throw new Refusal('card_needed', 'Add a card first: it is what a recharge charges.')
  }
  const audit = auditEntry(ctx, 'recharge.save', { org, subject: org, after: inWords(choice, currency) })
  const begun = { purchaseId: newId('pur'), by: actorName(ctx.actor), at: ctx.now }
  const since = capMonthStart(ctx.now, zone)
  const toCharge = await write(ctx.db, org, { ...choice, currency, since }, begun, audit)
  const purchase = toCharge === null ? null : await findPurchaseTerms(ctx.db, org, toCharge)
  return { charged: purchase && (await chargeRecharge(ctx, stripe, purchase)) }
}

const inWords = (choice: RechargeChoice, currency: string): object => {
  if (!choice.enabled) return { enabled: false }
  const { threshold, amount, monthlyCap } = choice
  const money = (value: Minor | null) => (value === null ? null : `${formatDecimal(value, minorPlaces)} ${currency}`)
  return { enabled: true, threshold: money(threshold), amount: money(amount), monthlyCap: money(monthlyCap) }
}
