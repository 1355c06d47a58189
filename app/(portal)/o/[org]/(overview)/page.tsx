import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Overview } from '@/components/overview/overview'
import { readPage } from '@/lib/http/page'
import { customerOverview } from '@/lib/reads/customer-overview'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('overview'))('title') })

const OverviewPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const shown = await readPage((ctx) => customerOverview(ctx, org))
  return <Overview {...shown} complete={shown.estimate.complete} invoicesHref={`/o/${org}/invoices`} />
}

export default OverviewPage
