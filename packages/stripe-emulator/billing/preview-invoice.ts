import { Failure } from '@/packages/stripe-emulator/failure'
import type { CustomerRecord, InvoiceRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { changeInvoice } from './apply-change'
import { unusedLines } from './cancel-subscription'
import { composeInvoice, type InvoiceDraft } from './draft-invoice'
import type { AskedEnding } from './ending'
import { endingOf } from './ending'
import { wholePeriodLines } from './item-lines'
import type { LineDraft } from './line'
import { type AskedChange, planChange } from './plan-change'
import { currentPeriod, nextPeriodItems } from './renew-subscription'
import { firstInvoice, type NewSubscription, plannedSubscription } from './start-subscription'

export type AskedPreview = {
  readonly change: AskedChange | null
  readonly ending: AskedEnding
  readonly cancelNow: boolean
}

/** A preview is marked as what it is: an invoice nobody keeps. */
const asPreview = (invoice: InvoiceRecord): InvoiceRecord => ({
  ...invoice,
  id: `upcoming_${invoice.id}`,
  lines: invoice.lines.map((line) => ({ ...line, id: line.id.replace('il_', 'il_tmp_') })),
})

const noneUpcoming = (customer: string): Failure =>
  new Failure(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for customer: ${customer}`,
  })

/** The invoice at the end of the current period: what waits for it, and the next period unless there is none. */
const nextInvoice = async (
  work: Work,
  customer: CustomerRecord,
  subscription: SubscriptionRecord,
  waiting: readonly LineDraft[],
): Promise<InvoiceRecord> => {
  const period = currentPeriod(subscription)
  const goesOn = subscription.cancelAt === null || subscription.cancelAt > period.end
  const items = nextPeriodItems(subscription, period.end)
  const draft: InvoiceDraft = {
    customer,
    subscription,
    currency: subscription.currency,
    reason: 'upcoming',
    lines: [...waiting, ...(goesOn ? wholePeriodLines(subscription.id, items) : [])],
    period,
    autoAdvance: true,
    finalizesAt: period.end + 3_600,
  }
  const invoice = await composeInvoice(work, draft)
  if (invoice.lines.length === 0) throw noneUpcoming(customer.id)
  return { ...invoice, created: period.end }
}

/** What a change would be charged with, now or with the next invoice, to the unit and with the lines it will have. */
export const previewChange = async (
  work: Work,
  customer: CustomerRecord,
  subscription: SubscriptionRecord,
  { change, ending, cancelNow }: AskedPreview,
): Promise<InvoiceRecord> => {
  if (subscription.ended === 'true') throw noneUpcoming(customer.id)
  if (cancelNow) {
    const lines = ending.prorationBehavior === 'none' ? [] : unusedLines(subscription, work.now)
    return asPreview(await composeInvoice(work, changeInvoice(work, customer, subscription, { subscription, lines })))
  }
  const next = { ...subscription, ...endingOf(subscription, ending, work.now) }
  if (!change) return asPreview(await nextInvoice(work, customer, next, []))
  const plan = await planChange(work, next, change)
  if (!plan.invoiceNow) return asPreview(await nextInvoice(work, customer, plan.subscription, plan.lines))
  return asPreview(await composeInvoice(work, changeInvoice(work, customer, subscription, plan)))
}

/** What the first invoice of a subscription would be. */
export const previewStart = async (work: Work, given: NewSubscription): Promise<InvoiceRecord> =>
  asPreview(await composeInvoice(work, firstInvoice(work, plannedSubscription(work, given), given)))
