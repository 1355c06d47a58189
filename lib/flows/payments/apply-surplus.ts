import { applySurplus as write } from '@/db/commands/apply-surplus'
import { listCheckouts } from '@/db/queries/checkouts'
import { findInvoice, type IssuedInvoice, listPaymentReturns } from '@/db/queries/invoices'
import { findSellerZone } from '@/db/queries/platform'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { goingBackOf } from '@/lib/core/funding/payment-return'
import { balanceOf, type Standing, surplusApplied } from '@/lib/core/invoices/balance'
import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { dayAt } from '@/lib/core/time/billing-day'
import { accept, Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { closeCheckout } from './close-checkout'

export type AppliedSurplus = { readonly number: string; readonly other: string; readonly amount: string }

/**
 * An admin applies what was paid beyond the total of an invoice to another open one of the same organization (I10). The same
 * again on the same day changes nothing. An open card form of the other invoice is closed at Stripe afterwards.
 * @param to the open invoice. @param asked what of the surplus; without it, as much as is open.
 */
export const applySurplus = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  from: string,
  { to, amount: asked }: { readonly to: string; readonly amount?: Minor | undefined },
): Promise<AppliedSurplus> => {
  requirePermission(ctx, 'platform:admin')
  const [source, target] = await Promise.all([findInvoice(ctx.db, org, from), findInvoice(ctx.db, org, to)])
  if (!source) throw new Refusal('not_found', 'There is no such invoice.')
  if (!target || from === to) {
    throw new Refusal('invalid_request', 'There is no such other invoice of the organization.', { field: 'invoice' })
  }
  const [has, owes] = await Promise.all([standingOf(ctx, source), standingOf(ctx, target)])
  // An amount that is asked for again was applied already: whether it still fits is for the write to say.
  const amount = asked !== undefined && asked > 0n ? asked : accept(surplusApplied(has, owes, asked))
  const shown = formatDecimal(amount, minorPlaces)
  const outcome = await write(ctx.db, {
    org,
    from,
    to,
    outId: newId('pay'),
    inId: newId('pay'),
    amount,
    currency: source.currency,
    at: ctx.now,
    on: dayAt(ctx.now, await findSellerZone(ctx.db)),
    by: actorName(ctx.actor),
    audit: auditEntry(ctx, 'invoice.apply_surplus', { org, subject: from, after: { invoice: to, amount: shown } }),
  })
  if (outcome !== 'applied' && outcome !== 'repeated') {
    accept(surplusApplied(...(await Promise.all([standingNow(ctx, source), standingNow(ctx, target)])), amount))
    throw new Refusal('invalid_request', 'This is more than can be applied.', { field: 'amount' })
  }
  for (const checkout of await listCheckouts(ctx.db, org, to)) {
    if (checkout.status === 'open') await closeCheckout(ctx, stripe, org, checkout)
  }
  return { number: source.number, other: target.number, amount: shown }
}

const standingOf = async (
  ctx: Ctx,
  { orgId, invoiceId, total, paidAmount, currency }: IssuedInvoice,
): Promise<Standing> => ({
  ...balanceOf(total, paidAmount, goingBackOf(await listPaymentReturns(ctx.db, orgId, invoiceId))),
  currency,
})

/** How it stands after the write was refused: another may have been there first. */
const standingNow = async (ctx: Ctx, before: IssuedInvoice): Promise<Standing> =>
  standingOf(ctx, (await findInvoice(ctx.db, before.orgId, before.invoiceId)) ?? before)
