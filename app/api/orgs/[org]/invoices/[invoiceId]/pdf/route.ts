import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { invoiceRenderer } from '@/lib/compose'
import { readInvoiceDocument } from '@/lib/flows/invoices/read-document'
import { pdfAnswer } from '@/lib/http/pdf-answer'
import { route } from '@/lib/http/route'

/** The stored PDF of an invoice, for those who may see the invoice: people, and keys that may read. */
export const GET = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '', invoiceId = '' } = params
  const document = await readInvoiceDocument(ctx, invoiceRenderer(), org, invoiceId)
  return pdfAnswer(request, document, `invoice-${document.number}.pdf`)
})
