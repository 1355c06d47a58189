import type { Metadata } from 'next'
import { InvoiceRunForm } from '@/components/admin/invoice-run-form'
import { RunPreview } from '@/components/admin/run-preview'
import { RunTable } from '@/components/admin/run-table'
import { HeldInvoices } from '@/components/invoicing/held-invoices'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf, textsOf } from '@/lib/http/search-params'
import { adminInvoiceRun } from '@/lib/reads/admin-invoice-run'
import { heldInvoices } from '@/lib/reads/admin-invoicing'
import { readPageNumber } from '@/lib/reads/page-of'
import { issueInvoice } from './actions'
import { previewAll } from './preview'
import { runItem } from './run-item'

export const metadata: Metadata = { title: 'Invoice run' }

const InvoiceRunPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const { held, previews, rows, selected, months, month, query, previous, next } = await readPage(async (ctx) => {
    const run = await adminInvoiceRun(ctx, {
      month: textOf(asked.month),
      orgs: textsOf(asked.org),
      query: textOf(asked.q),
      page: readPageNumber(textOf(asked.page)),
    })
    return { ...run, held: await heldInvoices(ctx), previews: await previewAll(ctx, run.selected, run.month) }
  })
  const all = addressOf('/admin/invoice-run', { month })
  const at = (page: number | null) =>
    page === null ? null : addressOf('/admin/invoice-run', { month, q: query, page })
  return (
    <>
      <PageHeader
        {...(selected.length > 0 ? { back: { href: all, label: 'All organizations' } } : {})}
        title="Invoice run"
        text="What each organization owes for a month. Nothing is written before you issue."
        actions={
          <>
            <LinkButton href="/admin/invoice-run/debts" variant="secondary">
              Debts
            </LinkButton>
            <LinkButton href="/admin/invoice-run/late" variant="secondary">
              Recorded late
            </LinkButton>
          </>
        }
      />
      {held.count > 0 && selected.length === 0 ? <HeldInvoices {...held} issue={issueInvoice} /> : null}
      <InvoiceRunForm months={months} month={month} query={query} orgs={selected.map(({ org }) => org)} />
      {selected.length > 0 ? (
        <RunPreview items={previews} issue={issueInvoice} />
      ) : (
        <RunTable
          key={`${month} ${query}`}
          items={rows.map((row) => runItem(row, month))}
          month={month}
          issue={issueInvoice}
          filtered={query !== ''}
          pages={{ previous: at(previous), next: at(next) }}
        />
      )}
    </>
  )
}

export default InvoiceRunPage
