import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PaymentMethods } from '@/components/payment-methods/payment-methods'
import { demoScript } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { paymentMethods } from '@/lib/reads/payment-methods'
import { chooseCard, openCardPortal, removeCard, settleCards, startCardCheckout } from './actions'

type PaymentMethodsPageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('paymentMethods'))('title'),
})

const PaymentMethodsPage = async ({ params, searchParams }: PaymentMethodsPageProps) => {
  const { org } = await params
  const { cards, mayChange, hasPortal, billedTo } = await readPage((ctx) => paymentMethods(ctx, org))
  const about = { org }
  return (
    <PaymentMethods
      cards={cards}
      billedTo={billedTo}
      returned={textOf((await searchParams).back) === 'stripe'}
      {...(mayChange
        ? {
            desk: {
              org,
              startCheckout: startCardCheckout.bind(null, about),
              settle: settleCards.bind(null, about),
              choose: chooseCard,
              remove: removeCard,
              ...(hasPortal ? { openPortal: openCardPortal.bind(null, about) } : {}),
              ...demoScript(),
            },
          }
        : {})}
    />
  )
}

export default PaymentMethodsPage
