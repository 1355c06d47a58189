import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { instantWords } from '@/components/ui/calendar-words'
import { Card, CardBody } from '@/components/ui/card'
import { type Definition, DefinitionList } from '@/components/ui/definition-list'
import { formatMoney } from '@/lib/core/money/format'
import { freePlan } from '@/lib/core/plans/offer'
import { EndingButton } from './ending-button'
import type { InForce, PlanDesk, Product } from './plan-desk'
import { useGives } from './use-gives'

export type InForceCardProps = {
  readonly org: string
  readonly product: Product
  readonly label: string
  readonly inForce: InForce
  readonly base: number
  readonly zone: string
  /** Left out where the reader may only look. */
  readonly cancel?: PlanDesk['cancel']
  /** More of what is in force, beside its terms. */
  readonly children?: ReactNode
}

/** What is in force of a product: what it gives, what it costs in which rhythm, and until when. */
export const InForceCard = ({ org, product, label, inForce, base, zone, cancel, children }: InForceCardProps) => {
  const t = useTranslations('plans')
  const locale = useLocale()
  const { title, subscription } = inForce
  const unpaid = subscription !== null && subscription.standing !== 'good'
  return (
    <Card aria-label={label}>
      <CardBody className="flex flex-col gap-4 pt-4 sm:pt-4">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
          <div className="min-w-0">
            <p className="text-ink-soft text-sm">{label}</p>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="min-w-0 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">{title}</span>
              {unpaid ? <Badge tone="bad">{t('unpaid')}</Badge> : null}
              {subscription?.endsAt ? (
                <Badge tone="warn">
                  <span suppressHydrationWarning>
                    {t('ending', { day: instantWords(subscription.endsAt, zone, locale) })}
                  </span>
                </Badge>
              ) : null}
            </p>
          </div>
          {cancel && subscription ? (
            <EndingButton {...{ org, product, title, subscription, base, zone, cancel }} />
          ) : null}
        </div>
        <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-2">
          {inForce.name === '' ? null : <Terms inForce={inForce} zone={zone} />}
          {children}
        </div>
      </CardBody>
    </Card>
  )
}

const Terms = ({ inForce: { name, gives: given, subscription }, zone }: Pick<InForceCardProps, 'inForce' | 'zone'>) => {
  const t = useTranslations('plans')
  const gives = useGives()
  const locale = useLocale()
  const items: Definition[] = given ? [...gives(given)] : []
  if (subscription) {
    const { billed, price, currency, endsAt, periodEndsAt } = subscription
    items.push(
      {
        term: t('price'),
        value: t(billed === 'annual' ? 'priceAnnual' : 'priceMonthly', { price: formatMoney(price, currency) }),
      },
      {
        term: t(endsAt ? 'ends' : 'renews'),
        value: (
          <time dateTime={endsAt ?? periodEndsAt} className="figures" suppressHydrationWarning>
            {instantWords(endsAt ?? periodEndsAt, zone, locale)} ({zone})
          </time>
        ),
      },
    )
  }
  // Nobody pays for it here: its price was agreed with the operator of the platform.
  if (!subscription && name !== freePlan) items.push({ term: t('price'), value: t('agreed') })
  return <DefinitionList items={items} />
}
