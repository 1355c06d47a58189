import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { invoiceRenderer } from '@/lib/compose'
import { readInvoiceDocument } from '@/lib/flows/invoices/read-document'
import { route } from '@/lib/http/route'

/** The stored PDF of an invoice, for those who may see the invoice: people, and keys that may read. */
export const GET = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '', invoiceId = '' } = params
  const { content, sha256, number } = await readInvoiceDocument(ctx, invoiceRenderer(), org, invoiceId)
  const etag = `"${sha256}"`
  const headers = {
    etag,
    'content-type': 'application/pdf',
    'content-length': String(content.byteLength),
    'content-disposition': `attachment; filename="invoice-${number}.pdf"`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: { etag } })
  return new Response(new Uint8Array(content), { headers })
})
