import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoice } from '@/packages/stripe-emulator/serialize/invoice'
import type { Work } from '@/packages/stripe-emulator/work'
import { accountOf, saveAccount } from './account'
import { cancelPayment } from './settle-invoice'
import { stopCollecting } from './subscription-outcome'

const closed = { autoAdvance: false, nextPaymentAttempt: null, finalizesAt: null } as const

/** Gives back to the customer's balance what the invoice had taken from it. */
const returnBalance = async (work: Work, invoice: InvoiceRecord): Promise<void> => {
  const taken = (invoice.endingBalance ?? invoice.startingBalance) - invoice.startingBalance
  if (taken === 0) return
  const account = await accountOf(work, invoice.customer)
  await saveAccount(work, account, { ...account, balance: account.balance - taken })
}

/** Makes an invoice as if it had never been owed. */
export const voidInvoice = async (work: Work, invoice: InvoiceRecord): Promise<InvoiceRecord> => {
  const voided: InvoiceRecord = { ...invoice, ...closed, status: 'void', voidedAt: work.now }
  work.put('invoice', voided)
  await returnBalance(work, invoice)
  await stopCollecting(work, voided)
  const shown = serializeInvoice(voided, work.publicUrl)
  work.emit('invoice.updated', shown, serializeInvoice(invoice, work.publicUrl))
  work.emit('invoice.voided', shown)
  await cancelPayment(work, voided)
  return voided
}

/** Writes an invoice off. It can still be paid. */
export const writeOffInvoice = async (work: Work, invoice: InvoiceRecord): Promise<InvoiceRecord> => {
  const off: InvoiceRecord = { ...invoice, ...closed, status: 'uncollectible', uncollectibleAt: work.now }
  work.put('invoice', off)
  await stopCollecting(work, off)
  const shown = serializeInvoice(off, work.publicUrl)
  work.emit('invoice.updated', shown, serializeInvoice(invoice, work.publicUrl))
  work.emit('invoice.marked_uncollectible', shown)
  return off
}
