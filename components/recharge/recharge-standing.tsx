'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { explainedDecline } from '@/lib/core/funding/decline'
import { formatMoney } from '@/lib/core/money/format'
import type { RechargeItem } from './recharge-item'

/** Whether recharges work, and why nothing is charged at the moment; after a decline what happened and what to do. */
export const RechargeStanding = ({ recharge }: { recharge: RechargeItem }) => {
  const t = useTranslations('recharge')
  const { org, standing, currency, threshold, amount, monthlyCap, chargedThisMonth } = recharge
  const facts = {
    threshold: formatMoney(threshold, currency),
    amount: formatMoney(amount, currency),
    cap: formatMoney(monthlyCap ?? '0.00', currency),
    charged: formatMoney(chargedThisMonth, currency),
  }
  if (standing === 'declined') return <Declined recharge={recharge} />
  if (standing === 'off') return null
  if (standing === 'above_threshold') return <p className="text-ink-soft">{t('standing.above_threshold', facts)}</p>
  return (
    <Alert
      tone={standing === 'no_card' || standing === 'monthly_cap' ? 'warn' : 'info'}
      title={t(`standing.${standing}`, facts)}
      action={standing === 'no_card' && recharge.mayChange ? <CardsLink org={org} words={t('toCards')} /> : null}
    />
  )
}

const Declined = ({ recharge: { org, failure, mayChange } }: { recharge: RechargeItem }) => {
  const t = useTranslations('recharge')
  const code = explainedDecline(failure)
  const way =
    code === 'authentication_required' ? (
      <LinkButton href="#buy-credit" variant="secondary" size="small">
        {t('toBuying')}
      </LinkButton>
    ) : code === 'not_charged' || code === 'refunded' ? null : (
      <CardsLink org={org} words={t('toCards')} />
    )
  return (
    <Alert
      tone="bad"
      title={code === 'disputed' || code === 'refunded' ? t(`stopped.${code}`) : t('declined')}
      action={mayChange ? way : null}
    >
      {t(`failure.${code}`)}
    </Alert>
  )
}

const CardsLink = ({ org, words }: { org: string; words: string }) => (
  <LinkButton href={`/o/${org}/payment-methods`} variant="secondary" size="small">
    {words}
  </LinkButton>
)
