'use client'

import { useTranslations } from 'next-intl'
import { type Ordering, useOrder } from '@/components/pay/use-order'
import type { CreditDesk, Order } from './credit-desk'

export type Buying = Ordering<Order>

/** The steps of buying credit: one order at a time, paid in the page, done once the credit is there. */
export const useBuying = ({ org, settle, demoScript }: CreditDesk): Buying => {
  const t = useTranslations('buyCredit')
  return useOrder<Order>({
    settle: (checkoutId) => settle({ org, checkoutId }),
    demoScript,
    words: { unreachable: t('unreachable'), formFailed: t('formFailed'), ended: t('ended') },
  })
}
