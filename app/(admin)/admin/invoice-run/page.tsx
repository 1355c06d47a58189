import type { Metadata } from 'next'
import { InvoiceRunForm } from '@/components/admin/invoice-run-form'
import { RunPreview } from '@/components/admin/run-preview'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf, textsOf } from '@/lib/http/search-params'
import { adminInvoiceRun } from '@/lib/reads/admin-invoice-run'
import { issueInvoice } from './actions'
import { previewAll } from './preview'

export const metadata: Metadata = { title: 'Invoice run' }

const InvoiceRunPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const { items, orgs, selected, months, month } = await readPage(async (ctx) => {
    const run = await adminInvoiceRun(ctx, { month: textOf(asked.month), orgs: textsOf(asked.org) })
    return { ...run, items: await previewAll(ctx, run.selected, run.month) }
  })
  const chosen = selected.map(({ org }) => org)
  return (
    <>
      <PageHeader title="Invoice run" text="Preview a month, then issue what is right." />
      <InvoiceRunForm
        key={`${month} ${chosen.join(' ')}`}
        orgs={orgs}
        selected={chosen}
        months={months}
        month={month}
      />
      <RunPreview items={items} issue={issueInvoice} />
    </>
  )
}

export default InvoiceRunPage
