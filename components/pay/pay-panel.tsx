'use client'

import { CircleCheck } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { Spinner } from '@/components/ui/spinner'
import type { ActionResult } from '@/lib/contracts/action-result'
import { formatMoney } from '@/lib/core/money/format'
import { FormFrame } from './form-frame'
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
  const { phase, start, close, completed, settled } = useCheckout(startCheckout, demoScript, activating)
  const paid = () => {
    settled()
    router.refresh()
  }
  const slow = useSettlement(phase.name === 'activating', settle, paid)
  return (
    <Card aria-label={t('title')}>
      <div aria-live="polite">
        {phase.name === 'activating' ? (
          <Step icon={<Spinner className="size-5 text-accent" />} title={slow ? t('slow') : t('activating')}>
            {slow ? t('slowText') : t('activatingText')}
          </Step>
        ) : null}
        {phase.name === 'paid' ? (
          <Step icon={<CircleCheck className="size-5 text-good" aria-hidden />} title={t('paid')}>
            {t('paidText')}
          </Step>
        ) : null}
      </div>
      {phase.name === 'form' ? (
        <FormFrame onClose={close}>
          <phase.Form
            key={phase.attempt}
            stripe={phase.stripe}
            clientSecret={phase.clientSecret}
            onComplete={completed}
          />
        </FormFrame>
      ) : null}
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

const Step = ({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) => (
  <div className="flex items-start gap-3 px-4 py-4 sm:px-5">
    <span className="mt-0.5">{icon}</span>
    <div className="min-w-0">
      <p className="font-semibold text-lg">{title}</p>
      <p className="text-ink-soft">{children}</p>
    </div>
  </div>
)
