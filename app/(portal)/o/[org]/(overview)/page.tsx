import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Overview } from '@/components/overview/overview'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { overviewPage } from '@/lib/reads/overview-page'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('overview'))('title') })

type OverviewPageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

const OverviewPage = async ({ params, searchParams }: OverviewPageProps) => {
  const { org } = await params
  const all = textOf((await searchParams).tenants) === 'all'
  return <Overview {...(await readPage((ctx) => overviewPage(ctx, org, all)))} />
}

export default OverviewPage
