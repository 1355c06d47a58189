import { Failure } from '@/packages/stripe-emulator/failure'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type { CustomerRecord, InvoiceRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { attemptInvoice } from './attempt-invoice'
import { composeInvoice, draftInvoice, type InvoiceDraft } from './draft-invoice'
import { finalizeInvoice } from './finalize-invoice'
import { methodFor, noMethod } from './payment-method-for'
import { refusalOf } from './payment-refusal'
import { addPendingItem } from './pending-items'
import type { PlanChange } from './plan-change'
import { currentPeriod } from './renew-subscription'
import { changeSubscription } from './save-subscription'
import { withSources } from './sources'
import { subscriptionFailed } from './subscription-outcome'

export type PaymentBehavior =
  | 'allow_incomplete'
  | 'default_incomplete'
  | 'error_if_incomplete'
  | 'pending_if_incomplete'

export type ChangeTerms = { readonly behavior: PaymentBehavior; readonly offSession: boolean }

type Changing = {
  readonly work: Work
  readonly customer: CustomerRecord
  /** As it is stored. */
  readonly current: SubscriptionRecord
  readonly plan: PlanChange
  readonly terms: ChangeTerms
}

/** How long a change may wait to be paid. */
const pendingSeconds = 23 * 3_600

/** The invoice a change is charged with: the one a preview shows. */
export const changeInvoice = (
  work: Work,
  customer: CustomerRecord,
  before: SubscriptionRecord,
  { subscription, lines }: Pick<PlanChange, 'lines' | 'subscription'>,
): InvoiceDraft => ({
  customer,
  subscription,
  currency: subscription.currency,
  reason: 'subscription_update',
  lines,
  period: { start: currentPeriod(before).start, end: work.now },
  autoAdvance: true,
})

/** Tries to collect the change; where it must be paid at once and is not, nothing of it is kept. */
const collect = async ({ work, customer, current, terms }: Changing, open: InvoiceRecord): Promise<InvoiceRecord> => {
  const method = await methodFor(work, customer, current.defaultPaymentMethod)
  const collected = await attemptInvoice(work, open, { method, offSession: terms.offSession, automatic: false })
  const refusal = terms.behavior === 'error_if_incomplete' ? refusalOf(collected) : null
  if (refusal) throw new Failure(402, refusal)
  return collected.invoice
}

const changeAndCollect = async (changing: Changing, draft: InvoiceDraft): Promise<void> => {
  const { work, current, plan, terms } = changing
  const id = newIdentifier('invoice')
  const after = { ...plan.subscription, latestInvoice: id }
  await changeSubscription(work, current, after)
  const drafted = await draftInvoice(work, { ...draft, id, subscription: after })
  work.put('subscription', { ...withSources(after, drafted), openInvoices: [...after.openInvoices, id] })
  const open = await finalizeInvoice(work, drafted)
  if (open.status === 'paid') return
  if (terms.behavior === 'default_incomplete') await subscriptionFailed(work, open)
  else await collect(changing, open)
}

/** Charges first and changes only if that succeeds; else the change waits for its invoice to be paid. */
const collectAndChange = async (changing: Changing, draft: InvoiceDraft): Promise<void> => {
  const { work, plan } = changing
  const id = newIdentifier('invoice')
  const drafted = await draftInvoice(work, { ...draft, id, autoAdvance: false })
  const finalized = await finalizeInvoice(work, drafted, false)
  const invoice = finalized.status === 'paid' ? finalized : await collect(changing, finalized)
  const current = (await work.get('subscription', plan.subscription.id)) ?? changing.current
  const { items, anchor } = withSources(plan.subscription, drafted)
  const expiresAt = Math.min(work.now + pendingSeconds, currentPeriod(current).end)
  const pendingUpdate = { items, anchor, invoice: id, expiresAt }
  const after = invoice.status === 'paid' ? { ...current, items, anchor } : { ...current, pendingUpdate }
  await changeSubscription(work, current, { ...after, latestInvoice: id })
}

/** Makes a change that was decided: its lines wait for the next invoice, or are charged now. */
export const applyChange = async (changing: Changing): Promise<void> => {
  const { work, customer, current, plan, terms } = changing
  const draft = changeInvoice(work, customer, current, plan)
  const { lines, amountDue } = await composeInvoice(work, draft)
  if (!plan.invoiceNow || lines.length === 0) {
    for (const line of plan.lines) await addPendingItem(work, customer, line)
    await changeSubscription(work, current, plan.subscription)
    return
  }
  const payable = terms.behavior === 'default_incomplete' || amountDue === 0
  if (!payable && !(await methodFor(work, customer, current.defaultPaymentMethod))) throw noMethod()
  if (terms.behavior === 'pending_if_incomplete') await collectAndChange(changing, draft)
  else await changeAndCollect(changing, draft)
}
