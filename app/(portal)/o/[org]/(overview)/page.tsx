import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Overview } from '@/components/overview/overview'
import { repairGate } from '@/lib/flows/funding/repair-gate'
import { afterPage, readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { overviewPage } from '@/lib/reads/overview-page'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('overview'))('title') })

type OverviewPageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

const OverviewPage = async ({ params, searchParams }: OverviewPageProps) => {
  const { org } = await params
  const all = textOf((await searchParams).tenants) === 'all'
  const shown = await readPage((ctx) => overviewPage(ctx, org, all))
  await afterPage((ctx) => repairGate(ctx, org))
  return <Overview {...shown} />
}

export default OverviewPage
