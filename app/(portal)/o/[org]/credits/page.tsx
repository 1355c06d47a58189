import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Credits } from '@/components/credits/credits'
import { RechargePanel } from '@/components/recharge/recharge-panel'
import { demoScript, settings } from '@/lib/compose'
import { repairGate } from '@/lib/flows/funding/repair-gate'
import { loadRecharge } from '@/lib/flows/payments/recharge/recharge-state'
import { afterPage, readPage } from '@/lib/http/page'
import { creditsPage } from '@/lib/reads/credits-page'
import { rechargePage } from '@/lib/reads/recharge'
import { buyAmount, buyPack, settleCredit } from './actions'
import { saveRecharge } from './recharge-actions'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('credits'))('title') })

const CreditsPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const [{ mayBuy, ...shown }, recharge] = await Promise.all([
    readPage((ctx) => creditsPage(ctx, org)),
    readPage((ctx) => rechargePage(ctx, org, loadRecharge)),
  ])
  await afterPage((ctx) => repairGate(ctx, org))
  const desk = { org, buyPack, buyAmount, settle: settleCredit, taxed: settings().automaticTax, ...demoScript() }
  return (
    <Credits
      {...shown}
      {...(recharge ? { recharge: <RechargePanel recharge={recharge} save={saveRecharge} /> } : {})}
      {...(mayBuy ? { desk } : {})}
    />
  )
}

export default CreditsPage
