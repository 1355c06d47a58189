import { openInvoiceCharges } from '@/db/queries/invoice-charges'
import { monthsToInvoice } from '@/db/queries/invoicing'
import { issueDueMonths } from '@/lib/flows/invoices/issue-due-months'
import { lookForMonths, monthsToLookFor } from '@/lib/flows/invoices/look-for-months'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { keepInvoiceCharges } from '@/lib/flows/payments/invoice-charges/keep-invoice-charges'
import { job } from './job'

export const monthlyInvoices = job({
  name: 'monthly-invoices',
  title: 'Monthly invoices',
  does: 'Issues the invoices of last month for organizations that are invoiced automatically, and charges the cards of those that pay by card.',
  schedule: '*/10 * * * *',
  everyMs: 5_000,
  lateMinutes: 30,
  backlog: [monthsToInvoice, openInvoiceCharges, monthsToLookFor],
  run: (rounds, { stripe }) =>
    inTurn(rounds, {
      late: () => lookForMonths(rounds),
      invoices: issueDueMonths,
      charges: (ctx) => keepInvoiceCharges(ctx, stripe),
    }),
})
