import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Overview } from '@/components/overview/overview'
import { readPage } from '@/lib/http/page'
import { customerFunding } from '@/lib/reads/customer-funding'
import { customerOverview } from '@/lib/reads/customer-overview'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('overview'))('title') })

const OverviewPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const [shown, funding] = await readPage((ctx) => Promise.all([customerOverview(ctx, org), customerFunding(ctx, org)]))
  return (
    <Overview {...shown} funding={funding} complete={shown.estimate.complete} invoicesHref={`/o/${org}/invoices`} />
  )
}

export default OverviewPage
