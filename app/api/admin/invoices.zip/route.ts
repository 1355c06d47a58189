import { personOnly } from '@/lib/auth/person-only'
import { invoiceRenderer } from '@/lib/compose'
import { requirePlatformPermission } from '@/lib/context'
import { invoiceFilesQuery } from '@/lib/contracts/invoice-files'
import { readInvoiceDocuments } from '@/lib/flows/invoices/read-documents'
import { parse } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { streamedFile } from '@/lib/http/streamed-file'
import { zipParts } from '@/lib/http/zip'
import { sellerDay } from '@/lib/reads/seller-day'

/** The PDFs of many invoices in one archive. */
export const GET = route(personOnly, async ({ request, ctx }) => {
  requirePlatformPermission(ctx, 'platform:admin')
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const { org, month, status, invoices } = parse(invoiceFilesQuery, query)
  const files = await readInvoiceDocuments(ctx, invoiceRenderer(), {
    today: await sellerDay(ctx),
    ...(org ? { org } : {}),
    ...(month ? { month } : {}),
    ...(status ? { status } : {}),
    ...(invoices ? { chosen: invoices } : {}),
  })
  const name = ['invoices', org, month, status].filter(Boolean).join('-')
  return streamedFile({ name: `${name}.zip`, type: 'application/zip', parts: zipParts(files) })
})
