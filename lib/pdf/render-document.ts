import type { ReminderSnapshot } from '@/lib/core/dunning/reminder-snapshot'
import { type InvoiceInput, renderInvoicePdf } from './render-invoice'

/** A reminder to print: what was frozen when it was sent. */
export type ReminderInput = { readonly reminder: ReminderSnapshot; readonly number: string }

/** Any document that is printed. */
export type DocumentInput = InvoiceInput | ReminderInput

/** Renders whatever it is; see `renderInvoicePdf` and `renderReminderPdf`. */
export const renderDocument = async (input: DocumentInput): Promise<Uint8Array> =>
  'reminder' in input
    ? (await import('./reminder/render-reminder')).renderReminderPdf(input.reminder)
    : renderInvoicePdf(input)
