import { finishMonth, holdInvoice } from '@/db/commands/invoicing'
import { type DueMonth, findInvoicingSettings, findUsual, listMonthsToInvoice } from '@/db/queries/invoicing'
import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { type Held, heldInvoice, subjectsOf } from '@/lib/core/invoices/bounds'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { tryEach } from '@/lib/flows/jobs/try-each'
import { Refusal } from '@/lib/platform/errors'
import { issueUnlessHeld } from './issue-invoice'

const mostAtOnce = 50

/**
 * Issues the invoices of months that are over, of orgs that are invoiced by themselves: each month once, whoever issues it,
 * and in the order in which months ended. A month with nothing to invoice is over as well; one that looks wrong waits for an
 * admin (B14); one that cannot be invoiced is tried again, and the months after it wait with it.
 * @returns how many months came to their end or were left to an admin.
 */
export const issueDueMonths = async (ctx: Ctx): Promise<number> => {
  const due = await listMonthsToInvoice(ctx.db, ctx.now, mostAtOnce)
  if (due.length === 0) return 0
  const { mostTimes } = await findInvoicingSettings(ctx.db)
  const work = due.map((item) => ({ org: item.org, reference: item.month, item }))
  return tryEach(ctx, 'invoice', work, async (item) => {
    await issueMonth(ctx, item, mostTimes)
    return true
  })
}

const overCodes: readonly string[] = ['already_invoiced', 'nothing_to_invoice']

const issueMonth = async (ctx: Ctx, { org, month }: DueMonth, mostTimes: bigint): Promise<void> => {
  try {
    const judge = (snapshot: InvoiceSnapshot) => judged(ctx, { org, month }, snapshot, mostTimes)
    const { held, snapshot } = await issueUnlessHeld(ctx, org, month, judge)
    if (held === null) return
    await holdInvoice(ctx.db, org, month, { ...held, ...sumOf(snapshot) }, ctx.now)
  } catch (error) {
    if (!(error instanceof Refusal) || !overCodes.includes(error.code)) throw error
    await finishMonth(ctx.db, org, month, actorName(ctx.actor), ctx.now)
  }
}

const sumOf = ({ total, currency }: InvoiceSnapshot) => ({
  total: minor(parseDecimal(total, minorPlaces) ?? 0n),
  currency,
})

const judged = async (
  ctx: Ctx,
  { org, month }: DueMonth,
  snapshot: InvoiceSnapshot,
  mostTimes: bigint,
): Promise<Held | null> => {
  const { total, currency } = sumOf(snapshot)
  const { totals, unheard } = await findUsual(ctx.db, { org, month, currency }, subjectsOf(snapshot))
  return heldInvoice({ total, currency, usual: totals, unheard, mostTimes })
}
