import type { Metadata } from 'next'
import { markInvoicePaid } from '@/app/(portal)/o/[org]/invoices/[invoiceId]/actions'
import { AdminInvoices } from '@/components/admin/admin-invoices'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { adminInvoices } from '@/lib/reads/admin-invoices'
import { readPageNumber } from '@/lib/reads/page-of'
import { Header } from './header'

export const metadata: Metadata = { title: 'Invoices' }

const AdminInvoicesPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const { rows, previous, next, filters, today } = await readPage((ctx) =>
    adminInvoices(ctx, {
      org: textOf(asked.org),
      status: textOf(asked.status),
      month: textOf(asked.month),
      page: readPageNumber(textOf(asked.page)),
    }),
  )
  const { org, status, month } = filters
  const at = (page: number | null) =>
    page === null ? null : addressOf('/admin/invoices', { org, status, month, page })
  return (
    <>
      <Header />
      <AdminInvoices
        filters={filters}
        items={rows}
        pages={{ previous: at(previous), next: at(next) }}
        filesHref={addressOf('/api/admin/invoices.zip', { org, status, month })}
        markPaid={markInvoicePaid}
        today={today}
      />
    </>
  )
}

export default AdminInvoicesPage
