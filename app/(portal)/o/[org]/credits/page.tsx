import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Credits } from '@/components/credits/credits'
import { stripeEmulator } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { creditsPage } from '@/lib/reads/credits-page'
import { buyAmount, buyPack, settleCredit } from './actions'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('credits'))('title') })

const CreditsPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const { mayBuy, ...shown } = await readPage((ctx) => creditsPage(ctx, org))
  const desk = { org, buyPack, buyAmount, settle: settleCredit }
  return (
    <Credits
      {...shown}
      {...(mayBuy ? { desk: stripeEmulator() ? { ...desk, demoScript: '/stripe-emulator/stripe.js' } : desk } : {})}
    />
  )
}

export default CreditsPage
