import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { PlanDesk } from '@/components/plans/plan-desk'
import { Plans } from '@/components/plans/plans'
import { settings, stripeEmulator } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { plansPage } from '@/lib/reads/plans-page'
import { cancelSubscription, changeSubscription, previewChange, settleSubscription, subscribe } from './actions'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('plans'))('title') })

const PlansPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const { mayBuy, ...shown } = await readPage((ctx) => plansPage(ctx, org))
  const desk: PlanDesk = {
    org,
    subscribe,
    settle: settleSubscription,
    preview: previewChange,
    change: changeSubscription,
    cancel: cancelSubscription,
    taxed: settings().automaticTax,
    ...(stripeEmulator() ? { demoScript: '/stripe-emulator/stripe.js' } : {}),
  }
  return <Plans {...shown} {...(mayBuy ? { desk } : {})} />
}

export default PlansPage
