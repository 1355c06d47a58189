import { openInvoiceCharges } from '@/db/queries/invoice-charges'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { keepInvoiceCharges } from '@/lib/flows/payments/invoice-charges/keep-invoice-charges'
import { job } from './job'

export const monthlyInvoices = job({
  name: 'monthly-invoices',
  title: 'Monthly invoices',
  does: 'Charges the saved card of an organization that pays by card when its invoice is issued, once for each invoice.',
  schedule: '*/10 * * * *',
  everyMs: 5_000,
  lateMinutes: 30,
  backlog: [openInvoiceCharges],
  run: (rounds, { stripe }) => inTurn(rounds, { charges: (ctx) => keepInvoiceCharges(ctx, stripe) }),
})
