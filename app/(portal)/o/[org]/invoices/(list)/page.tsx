import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InvoiceList } from '@/components/invoices/invoice-list'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { customerInvoices } from '@/lib/reads/customer-invoices'
import { readStatus } from '@/lib/reads/invoice-item'

type InvoicesPageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('invoices'))('title') })

const InvoicesPage = async ({ params, searchParams }: InvoicesPageProps) => {
  const { org } = await params
  const status = readStatus(textOf((await searchParams).status))
  const { openCredit, ...shown } = await readPage((ctx) => customerInvoices(ctx, org, status))
  return (
    <InvoiceList
      base={`/o/${org}/invoices`}
      filter={status ?? 'all'}
      {...shown}
      {...(openCredit ? { openCredit } : {})}
    />
  )
}

export default InvoicesPage
