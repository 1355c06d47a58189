import { Layers, Mail } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { DownloadButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { formatQuantity } from '@/lib/core/money/format'
import { ChargesCard, type PlanBalance, type PlanCharge } from './charges-card'
import { InForceCard } from './in-force-card'
import { isWithoutPlan, NotForPlans } from './not-for-plans'
import type { Billed, InForce, Offer, PlanDesk } from './plan-desk'
import { type Shelf, Shop } from './shop'
import { type Week, WeekUse } from './week-use'

export type PlansProps = {
  readonly org: string
  /** Who pays, by name. */
  readonly payer: string
  readonly currency: string
  readonly zone: string
  /** Whom to ask for more than is offered; empty where nobody is named. */
  readonly contact: string
  readonly biller: string
  /** Owes for so long that nothing new is sold to it. */
  readonly blocked: boolean
  /** Because a payment is disputed. */
  readonly disputed?: boolean
  readonly charges: readonly PlanCharge[]
  readonly balance: PlanBalance | null
  readonly plan: InForce
  readonly week: Week | null
  /** The weeks before it. */
  readonly weeks?: ReactNode
  readonly plans: readonly Offer[]
  readonly tier: InForce & { readonly concurrency: number; readonly agreed: boolean }
  readonly tiers: readonly Offer[]
  /** How much can run at once without a tier, and at most with one that is sold. */
  readonly concurrency: { readonly base: number; readonly most: number }
  /** How to buy; left out where the reader may only look. */
  readonly desk?: PlanDesk
}

/** What an organization subscribes to, what it gives and costs, and what else is offered. */
export const Plans = (props: PlansProps) => {
  const t = useTranslations('plans')
  const { org, payer, zone, biller, blocked, disputed, plan, plans, week, tier, concurrency, desk } = props
  const about = { org, base: concurrency.base, zone, ...(desk ? { cancel: desk.cancel } : {}) }
  const inForce = plan.name === '' ? { ...plan, title: t('none') } : plan
  const firstBilled: Billed = (plan.subscription ?? tier.subscription)?.billed ?? 'monthly'
  const [planShelf, tierShelf] = [usePlanShelf(props), useTierShelf(props)]
  const shelves = isWithoutPlan(biller) ? [tierShelf] : [planShelf, tierShelf]
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      {isWithoutPlan(biller) ? <NotForPlans org={org} payer={payer} biller={biller} /> : null}
      {isWithoutPlan(biller) && plan.subscription === null ? null : (
        <InForceCard {...about} product="plan" label={t('current')} inForce={inForce}>
          {plan.name === '' ? (
            <p className="text-ink-soft">{t(plans.length > 0 ? 'noneText' : 'noneYet')}</p>
          ) : week ? (
            <WeekUse week={week} zone={zone} />
          ) : null}
        </InForceCard>
      )}
      {props.weeks}
      {blocked ? (
        <Alert tone="warn" title={t('blockedTitle')}>
          {t(disputed ? 'disputedText' : 'blockedText')}
        </Alert>
      ) : null}
      {desk ? null : <p className="text-ink-soft">{t('readOnly')}</p>}
      {desk?.taxed ? <p className="text-ink-soft text-sm">{t('taxAdded')}</p> : null}
      <Shop shelves={shelves} firstBilled={firstBilled} zone={zone} {...(desk && !blocked ? { desk } : {})} />
      <ChargesCard charges={props.charges} balance={props.balance} />
    </>
  )
}

const usePlanShelf = ({ plans, plan, currency }: PlansProps): Shelf => {
  const t = useTranslations('plans')
  return {
    product: 'plan',
    title: t('plans'),
    text: t('plansText'),
    offers: plans,
    inForce: plan,
    empty: (
      <Card>
        <EmptyState icon={<Layers aria-hidden />} title={t('emptyPlans')} text={t('emptyPlansText', { currency })} />
      </Card>
    ),
  }
}

const useTierShelf = ({ org, zone, contact, tiers, tier, currency, concurrency, desk }: PlansProps): Shelf => {
  const t = useTranslations('plans')
  const count = (number: number): string => formatQuantity(String(number))
  const base: Offer = {
    product: 'tier',
    name: 'base',
    version: 1,
    title: t('base'),
    currency,
    priceMonthly: '0.00',
    priceAnnual: '0.00',
    saving: 0,
    gives: { concurrency: concurrency.base },
  }
  const about = { org, base: concurrency.base, zone, ...(desk ? { cancel: desk.cancel } : {}) }
  return {
    product: 'tier',
    title: t('tiers'),
    text: t('tiersText'),
    offers: [base, ...tiers],
    inForce: tier,
    closed: tier.agreed,
    top: tier.agreed ? (
      <Alert tone="info" title={t('customTier', { count: count(tier.concurrency) })} />
    ) : tier.subscription ? (
      <InForceCard {...about} product="tier" label={t('currentTier')} inForce={tier} />
    ) : null,
    more: <MoreCard most={count(concurrency.most)} contact={contact} />,
    empty: null,
  }
}

const MoreCard = ({ most, contact }: { readonly most: string; readonly contact: string }) => {
  const t = useTranslations('plans')
  return (
    <li className="flex min-w-0">
      <Card className="flex flex-1 flex-col gap-3 px-4 py-4 sm:px-5">
        <h3>{t('more', { count: most })}</h3>
        <p className="flex-1 text-ink-soft text-sm">{t(contact ? 'moreText' : 'contactNobody')}</p>
        {contact ? (
          <DownloadButton variant="secondary" href={`mailto:${contact}`} className="w-full" title={contact}>
            <Mail aria-hidden />
            {t('contact')}
          </DownloadButton>
        ) : null}
      </Card>
    </li>
  )
}
