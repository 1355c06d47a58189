import type { Metadata } from 'next'
import { Attention } from '@/components/admin-overview/attention'
import { Figures } from '@/components/admin-overview/figures'
import { RecurringCard } from '@/components/admin-overview/recurring-card'
import { RevenueCard } from '@/components/admin-overview/revenue-card'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { jobs } from '@/lib/jobs/index'
import { adminOverview } from '@/lib/reads/admin-overview'
import { Header } from './header'

const names = jobs.map(({ name }) => name)

export const metadata: Metadata = { title: 'Overview' }

const OverviewPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const { currency } = await searchParams
  const { revenue, recurring, unpaid, ...attention } = await readPage((ctx) =>
    adminOverview(ctx, textOf(currency), names),
  )
  return (
    <>
      <Header />
      <Attention {...attention} />
      <Figures recurring={recurring} unpaid={unpaid} />
      <RevenueCard {...revenue} />
      <RecurringCard rows={recurring} />
    </>
  )
}

export default OverviewPage
