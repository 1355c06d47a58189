'use client'

import { useTranslations } from 'next-intl'
import { OrderPanel } from '@/components/pay/order-panel'
import { formatMoney } from '@/lib/core/money/format'
import type { Buying } from './use-buying'

export type BuyingPanelProps = { readonly buying: Buying; readonly currency: string; readonly taxed: boolean }

/** How a purchase of credit stands. */
export const BuyingPanel = ({ buying, currency, taxed }: BuyingPanelProps) => {
  const t = useTranslations('buyCredit')
  const credit = formatMoney(buying.order?.credit ?? '0', currency)
  const price = formatMoney(buying.order?.price ?? '0', currency)
  return (
    <OrderPanel
      ordering={buying}
      words={{
        title: t('title'),
        formTitle: t(taxed ? 'formTitleTaxed' : 'formTitle', { price, credit }),
        closeForm: t('closeForm'),
        activating: t('activating'),
        activatingText: t('activatingText'),
        processing: t('processing'),
        processingText: t('processingText'),
        slow: t('slow'),
        slowText: t('slowText'),
        done: t('done', { credit }),
        doneText: t('doneText'),
        failed: t('failed'),
      }}
    />
  )
}
