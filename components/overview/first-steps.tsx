import { CreditCard, Layers, Rocket, Wallet } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import type { Biller } from '@/lib/core/funding/biller'

export type FirstStepsProps = {
  readonly org: string
  readonly biller: Biller
  /** What its biller needs before the first call, it has. */
  readonly isReady: boolean
  readonly mayPay: boolean
}

type Step = 'card' | 'credit' | 'plan' | 'call'

const icons: Readonly<Record<Step, ReactNode>> = {
  card: <CreditCard aria-hidden />,
  credit: <Wallet aria-hidden />,
  plan: <Layers aria-hidden />,
  call: <Rocket aria-hidden />,
}

/** What a biller needs before its first call. */
const needs: Readonly<Record<Biller, Step | null>> = {
  invoice: null,
  free_credit: 'card',
  prepaid: 'credit',
  plan_quota: 'plan',
  linked: 'plan',
}

/** For an organization in which nothing happened yet: what to do first. */
export const FirstSteps = ({ org, biller, isReady, mayPay }: FirstStepsProps) => {
  const t = useTranslations('overview.first')
  const need = needs[biller]
  const steps: Step[] = [...(need && mayPay && !isReady ? [need] : []), 'call']
  const hrefs: Readonly<Record<Step, string>> = {
    card: `/o/${org}/payment-methods?add=1`,
    credit: `/o/${org}/credits#buy-credit`,
    plan: `/o/${org}/plans`,
    call: '/docs/api',
  }
  return (
    <Card aria-label={t('title')}>
      <CardHeader title={t('title')} text={t('text')} />
      <ol className="divide-y divide-line border-line border-t">
        {steps.map((step, index) => (
          <li key={step} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-5">
            <span className="rounded-md bg-hover p-2 text-ink-soft [&_svg]:size-5">{icons[step]}</span>
            <span className="min-w-0 flex-1 basis-56">
              <span className="block font-medium">{t(`${step}.title`)}</span>
              <span className="block text-ink-soft text-sm">{t(`${step}.text`)}</span>
            </span>
            <LinkButton href={hrefs[step]} size="small" variant={index === 0 ? 'primary' : 'secondary'}>
              {t(`${step}.action`)}
            </LinkButton>
          </li>
        ))}
      </ol>
    </Card>
  )
}
