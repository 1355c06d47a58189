import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import type { CustomerRecord, InvoiceRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { currentSubscription } from './current-subscription'
import { inTimeOf } from './time'

/** The invoice with this id as it is now: what its subscription had coming is done first. */
export const currentInvoice = async (work: Work, id: string): Promise<InvoiceRecord> => {
  const found = await work.get('invoice', id)
  if (!found) throw missing('invoice', id)
  if (found.subscription !== null) await currentSubscription(work, found.subscription)
  return (await work.get('invoice', id)) ?? found
}

export type HeldInvoice = {
  /** In the time the invoice lives in. */
  readonly work: Work
  readonly invoice: InvoiceRecord
  readonly customer: CustomerRecord
}

/** An invoice that is to be changed, with its customer and its time. */
export const holdInvoice = async (work: Work, id: string): Promise<HeldInvoice> => {
  const invoice = await currentInvoice(work, id)
  const customer = await work.get('customer', invoice.customer)
  if (!customer) throw missing('customer', invoice.customer)
  return { work: await inTimeOf(work, invoice.testClock), invoice, customer }
}

/** Refuses what an invoice in this state can't do. */
export const checkStatus = (
  { status }: InvoiceRecord,
  allowed: readonly InvoiceRecord['status'][],
  verb: string,
): void => {
  if (allowed.includes(status)) return
  const message =
    status === 'paid'
      ? 'Invoice is already paid'
      : `You can only ${verb} an invoice whose status is ${allowed.join(' or ')}. This invoice has a status of \`${status}\`.`
  throw invalidRequest(message)
}
