import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import { beginIntent } from '@/packages/stripe-emulator/payments/new-intent'
import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoice } from '@/packages/stripe-emulator/serialize/invoice'
import type { Work } from '@/packages/stripe-emulator/work'
import { accountOf, invoiceNumber, saveAccount } from './account'
import { settleInvoice } from './settle-invoice'
import { totalsOf } from './totals'

const descriptions = {
  manual: null,
  subscription_create: 'Subscription creation',
  subscription_cycle: 'Subscription update',
  subscription_update: 'Subscription update',
  upcoming: null,
} as const

/** The payment that an invoice waits for, and the row that ties the two together. */
const beginPayment = async (work: Work, invoice: InvoiceRecord): Promise<string> => {
  const intent = await beginIntent(work, {
    amount: invoice.amountDue,
    currency: invoice.currency,
    customer: invoice.customer,
    description: descriptions[invoice.billingReason],
    setupFutureUsage: invoice.subscription === null ? null : 'off_session',
    owner: { kind: 'invoice', id: invoice.id },
  })
  const id = newIdentifier('invoicePayment')
  work.put('invoice_payment', {
    id,
    created: work.now,
    invoice: invoice.id,
    paymentIntent: intent.id,
    currency: invoice.currency,
    amountRequested: invoice.amountDue,
    amountPaid: null,
    status: 'open',
    paidAt: null,
    canceledAt: null,
  })
  return id
}

/** From now on this invoice says whether its subscription is paid for. */
const decide = async (work: Work, { id, subscription }: InvoiceRecord): Promise<void> => {
  const decided = subscription === null ? null : await work.get('subscription', subscription)
  if (decided) work.put('subscription', { ...decided, decidingInvoice: id })
}

/**
 * Gives a draft its number, settles the customer's balance with it and begins its payment. What comes to nothing is
 * paid with that.
 * @param decides false where its subscription does not depend on it, as for a change that waits to be paid.
 */
export const finalizeInvoice = async (work: Work, draft: InvoiceRecord, decides = true): Promise<InvoiceRecord> => {
  const account = await accountOf(work, draft.customer)
  const { total, startingBalance, endingBalance, amountDue } = totalsOf(draft.lines, account.balance, draft.currency)
  await saveAccount(work, account, {
    ...account,
    currency: account.currency ?? draft.currency,
    balance: endingBalance,
    nextInvoiceSequence: account.nextInvoiceSequence + 1,
  })
  const open: InvoiceRecord = {
    ...draft,
    status: 'open',
    number: invoiceNumber(draft.customer, account.nextInvoiceSequence),
    total,
    startingBalance,
    endingBalance,
    amountDue,
    finalizesAt: null,
    nextPaymentAttempt: null,
    finalizedAt: work.now,
  }
  work.put('invoice', open)
  if (decides) await decide(work, open)
  work.emit('invoice.finalized', serializeInvoice(open, work.publicUrl))
  if (amountDue === 0) return settleInvoice(work, open)
  const payable: InvoiceRecord = { ...open, payment: await beginPayment(work, open) }
  work.put('invoice', payable)
  return payable
}
