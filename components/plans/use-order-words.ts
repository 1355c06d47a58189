'use client'

import { useTranslations } from 'next-intl'
import type { OrderWords } from '@/components/pay/order-panel'
import { formatMoney } from '@/lib/core/money/format'
import { type PlanOrder, priceOf } from './plan-desk'
import { useGives } from './use-gives'

/** What is said while something is subscribed to. */
export const useOrderWords = (order: PlanOrder | null, taxed: boolean): OrderWords => {
  const t = useTranslations('plans')
  const gives = useGives()
  const offer = order?.offer
  const title = offer?.title ?? ''
  const amount = offer && order ? formatMoney(priceOf(offer, order.billed), offer.currency) : ''
  const price = t(order?.billed === 'annual' ? 'priceAnnual' : 'priceMonthly', { price: amount })
  const product = offer?.product ?? 'plan'
  const what = offer ? (gives(offer.gives)[0]?.value ?? '') : ''
  return {
    title: t('subscribe'),
    formTitle: t(taxed ? 'formTitleTaxed' : 'formTitle', { title, price }),
    closeForm: t('closeForm'),
    activating: t('activating'),
    activatingText: t('activatingText'),
    processing: t('processing'),
    processingText: t('processingText'),
    slow: t('slow'),
    slowText: t('slowText'),
    done: t('done', { title }),
    doneText: t(`doneText.${product}`, { what: product === 'tier' ? what.toLowerCase() : what }),
    failed: t('failed'),
  }
}
