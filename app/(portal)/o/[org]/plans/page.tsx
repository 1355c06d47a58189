import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { PlanDesk } from '@/components/plans/plan-desk'
import { Plans } from '@/components/plans/plans'
import { WeeksCard } from '@/components/plans/weeks-card'
import { demoScript, settings } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { plansPage } from '@/lib/reads/plans-page'
import { pastWeeks } from '@/lib/reads/quota-weeks'
import { cancelSubscription, changeSubscription, previewChange, settleSubscription, subscribe } from './actions'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('plans'))('title') })

type PlansPageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

const PlansPage = async ({ params, searchParams }: PlansPageProps) => {
  const [{ org }, asked] = await Promise.all([params, searchParams])
  const { mayBuy, ...shown } = await readPage((ctx) => plansPage(ctx, org))
  const past = await readPage((ctx) => pastWeeks(ctx, org, shown.zone, textOf(asked.weeks)))
  const base = `/o/${org}/plans`
  const desk: PlanDesk = {
    org,
    subscribe,
    settle: settleSubscription,
    preview: previewChange,
    change: changeSubscription,
    cancel: cancelSubscription,
    taxed: settings().automaticTax,
    ...demoScript(),
  }
  const weeks = (
    <WeeksCard
      weeks={past.weeks}
      first={past.isFirst ? null : base}
      next={past.next === null ? null : addressOf(base, { weeks: past.next })}
      file={`/api/orgs/${org}/weeks.csv`}
    />
  )
  return <Plans {...shown} weeks={weeks} {...(mayBuy ? { desk } : {})} />
}

export default PlansPage
