'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { CheckoutForm } from '@/components/pay/checkout-form'
import { CheckoutStep } from '@/components/pay/checkout-step'
import { Card } from '@/components/ui/card'
import { Spinner } from '@/components/ui/spinner'
import type { SavingCard } from './use-saving-card'

/** Stripe's form for a card, and what happens after it was sent. The focus comes here with it. */
export const AddCardPanel = ({ saving }: { saving: SavingCard }) => {
  const t = useTranslations('paymentMethods')
  const panel = useRef<HTMLDivElement>(null)
  const { name } = saving.phase
  const shown = name === 'form' || name === 'settling'
  useEffect(() => {
    if (shown) panel.current?.focus()
  }, [shown])
  if (!shown) return null
  return (
    <Card aria-label={t('add')}>
      <div ref={panel} tabIndex={-1} className="outline-none">
        <div aria-live="polite">
          {name === 'settling' ? (
            <CheckoutStep
              icon={<Spinner className="size-5 text-accent" />}
              title={saving.slow ? t('slow') : t('saving')}
            >
              {saving.slow ? t('slowText') : t('savingText')}
            </CheckoutStep>
          ) : null}
        </div>
        <CheckoutForm checkout={saving} title={t('add')} close={t('closeForm')} />
      </div>
    </Card>
  )
}
