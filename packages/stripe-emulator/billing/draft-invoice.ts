import { newIdentifier, newSecret } from '@/packages/stripe-emulator/identifiers'
import type {
  BillingReason,
  CustomerRecord,
  InvoiceItemRecord,
  InvoiceLineRecord,
  InvoiceRecord,
  SubscriptionRecord,
} from '@/packages/stripe-emulator/records'
import { serializeInvoice } from '@/packages/stripe-emulator/serialize/invoice'
import type { Work } from '@/packages/stripe-emulator/work'
import { accountOf } from './account'
import type { LineDraft } from './line'
import type { Period } from './period'
import { totalsOf } from './totals'

export type InvoiceDraft = {
  readonly id?: string
  readonly customer: CustomerRecord
  readonly subscription: SubscriptionRecord | null
  readonly currency: string
  readonly reason: BillingReason
  readonly lines: readonly LineDraft[]
  readonly period: Period
  readonly autoAdvance: boolean
  readonly finalizesAt?: number
  readonly checkoutSession?: string
}

/** Invoice items that the next invoice of this subscription takes along: its own, and those of no subscription. */
export const pendingItemsFor = async (
  work: Work,
  customer: string,
  subscription: string | null,
  currency: string,
): Promise<InvoiceItemRecord[]> => {
  const { pendingItems } = await accountOf(work, customer)
  const items = await Promise.all(pendingItems.map((id) => work.get('invoiceitem', id)))
  return items.filter(
    (item): item is InvoiceItemRecord =>
      item !== null &&
      item.line.currency === currency &&
      (item.line.subscription === null || item.line.subscription === subscription),
  )
}

const pendingLine = (item: InvoiceItemRecord, id: string): InvoiceLineRecord => ({
  ...item.line,
  id,
  invoiceItem: item.id,
  metadata: item.metadata,
})

/** The invoice as it would be, with nothing written: what a preview shows and what `draftInvoice` keeps. */
export const composeInvoice = async (work: Work, draft: InvoiceDraft): Promise<InvoiceRecord> => {
  const { customer, subscription, currency, reason, lines, period } = draft
  const pending = await pendingItemsFor(work, customer.id, subscription?.id ?? null, currency)
  const all: InvoiceLineRecord[] = [
    ...pending.map((item) => pendingLine(item, newIdentifier('invoiceLine'))),
    ...lines.map((line) => ({ ...line, id: newIdentifier('invoiceLine'), metadata: subscription?.metadata ?? {} })),
  ]
  const { balance } = await accountOf(work, customer.id)
  const { total, amountDue, startingBalance } = totalsOf(all, balance, currency)
  return {
    id: draft.id ?? newIdentifier('invoice'),
    created: work.now,
    customer: customer.id,
    customerName: customer.name,
    customerEmail: customer.email,
    testClock: customer.testClock,
    status: 'draft',
    billingReason: reason,
    currency,
    number: null,
    subscription: subscription?.id ?? null,
    subscriptionMetadata: subscription?.metadata ?? {},
    defaultPaymentMethod: null,
    description: null,
    metadata: {},
    lines: all,
    period,
    total,
    startingBalance,
    endingBalance: null,
    amountDue,
    amountPaid: 0,
    paidOutOfBand: false,
    autoAdvance: draft.autoAdvance,
    automaticTax: subscription?.automaticTax ?? false,
    attempted: false,
    attemptCount: 0,
    nextPaymentAttempt: draft.finalizesAt ?? null,
    finalizesAt: draft.finalizesAt ?? null,
    finalizedAt: null,
    paidAt: null,
    voidedAt: null,
    uncollectibleAt: null,
    payment: null,
    checkoutSession: draft.checkoutSession ?? null,
    hostedSecret: newSecret(),
  }
}

/** Makes an invoice of the lines and of all items that waited for one. */
export const draftInvoice = async (work: Work, draft: InvoiceDraft): Promise<InvoiceRecord> => {
  const invoice = await composeInvoice(work, draft)
  const account = await accountOf(work, invoice.customer)
  const taken = new Set(invoice.lines.map(({ invoiceItem }) => invoiceItem))
  for (const id of account.pendingItems.filter((pending) => taken.has(pending))) {
    const item = await work.get('invoiceitem', id)
    if (item) work.put('invoiceitem', { ...item, invoice: invoice.id })
  }
  work.put('emulator.account', { ...account, pendingItems: account.pendingItems.filter((id) => !taken.has(id)) })
  work.put('invoice', invoice)
  work.emit('invoice.created', serializeInvoice(invoice, work.publicUrl))
  return invoice
}
