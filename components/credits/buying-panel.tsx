'use client'

import { useTranslations } from 'next-intl'
import { CheckoutForm } from '@/components/pay/checkout-form'
import { CheckoutStep } from '@/components/pay/checkout-step'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { Spinner } from '@/components/ui/spinner'
import { formatMoney } from '@/lib/core/money/format'
import type { Buying } from './use-buying'

export type BuyingPanelProps = { readonly buying: Buying; readonly currency: string; readonly taxed: boolean }

/** How a purchase stands: its form, the wait for the credit, and that it is there; or why it did not come to that. */
export const BuyingPanel = ({ buying, currency, taxed }: BuyingPanelProps) => {
  const t = useTranslations('buyCredit')
  const { phase, order } = buying
  const credit = formatMoney(order?.credit ?? '0', currency)
  const price = formatMoney(order?.price ?? '0', currency)
  return (
    <>
      <div aria-live="polite" className="empty:hidden">
        {phase.name === 'settling' ? <Waiting {...buying} /> : null}
        {phase.name === 'done' ? (
          <Alert tone="good" title={t('done', { credit })}>
            {t('doneText')}
          </Alert>
        ) : null}
      </div>
      {phase.name === 'failed' ? (
        <Alert tone="bad" title={t('failed')}>
          {phase.message}
        </Alert>
      ) : null}
      {phase.name === 'form' ? (
        <Card aria-label={t('title')}>
          <CheckoutForm
            checkout={buying}
            title={t(taxed ? 'formTitleTaxed' : 'formTitle', { price, credit })}
            close={t('closeForm')}
          />
        </Card>
      ) : null}
    </>
  )
}

const Waiting = ({ processing, slow }: Pick<Buying, 'processing' | 'slow'>) => {
  const t = useTranslations('buyCredit')
  const words = processing ? 'processing' : slow ? 'slow' : 'activating'
  return (
    <Card>
      <CheckoutStep icon={<Spinner className="size-5 text-accent" />} title={t(words)}>
        {t(`${words}Text`)}
      </CheckoutStep>
    </Card>
  )
}
