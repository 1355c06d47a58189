import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Overview } from '@/components/overview/overview'
import { readPage } from '@/lib/http/page'
import { overviewPage } from '@/lib/reads/overview-page'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('overview'))('title') })

const OverviewPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  return <Overview {...(await readPage((ctx) => overviewPage(ctx, org)))} />
}

export default OverviewPage
