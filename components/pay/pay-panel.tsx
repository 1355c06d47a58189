'use client'

import { CircleCheck } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Spinner } from '@/components/ui/spinner'
import type { ActionResult } from '@/lib/contracts/action-result'
import { formatMoney } from '@/lib/core/money/format'
import { CheckoutForm } from './checkout-form'
import { CheckoutStep } from './checkout-step'
import { PayStart } from './pay-start'
import { type CheckoutStart, useCheckout } from './use-checkout'
import { type Settlement, useSettlement } from './use-settlement'

export type PayPanelProps = {
  /** Decimal text. */
  readonly amount: string
  readonly currency: string
  /** Opens the checkout of this invoice, or gives the one that is open. */
  readonly startCheckout: () => Promise<ActionResult<CheckoutStart>>
  /** Looks whether the payment has arrived, and books it when it has. */
  readonly settle: () => Promise<ActionResult<Settlement>>
  /** In demo mode, the address of the stand-in for Stripe's script. */
  readonly demoScript?: string
  /** True where a checkout is known to be complete but not booked yet: the panel begins by waiting for it. */
  readonly activating?: boolean
}

/** Pays an invoice without leaving the page: button, embedded form, “Activating…”, “Paid”. Every failure is in words. */
export const PayPanel = ({
  amount,
  currency,
  startCheckout,
  settle,
  demoScript,
  activating = false,
}: PayPanelProps) => {
  const t = useTranslations('pay')
  const router = useRouter()
  const words = { unreachable: t('unreachable'), formFailed: t('formFailed') }
  const checkout = useCheckout({ startCheckout, demoScript, settling: activating, words })
  const { phase, start } = checkout
  const slow = useSettlement(phase.name === 'settling', settle, (status) => {
    if (status !== 'paid') return false
    checkout.settled()
    router.refresh()
    return true
  })
  return (
    <Card aria-label={t('title')}>
      <div aria-live="polite">
        {phase.name === 'settling' ? (
          <CheckoutStep icon={<Spinner className="size-5 text-accent" />} title={slow ? t('slow') : t('activating')}>
            {slow ? t('slowText') : t('activatingText')}
          </CheckoutStep>
        ) : null}
        {phase.name === 'done' ? (
          <CheckoutStep icon={<CircleCheck className="size-5 text-good" aria-hidden />} title={t('paid')}>
            {t('paidText')}
          </CheckoutStep>
        ) : null}
      </div>
      <CheckoutForm checkout={checkout} title={t('title')} close={t('cancel')} />
      {phase.name === 'idle' || phase.name === 'starting' || phase.name === 'failed' ? (
        <PayStart
          amount={formatMoney(amount, currency)}
          starting={phase.name === 'starting'}
          failure={phase.name === 'failed' ? phase.message : ''}
          onStart={start}
        />
      ) : null}
    </Card>
  )
}
