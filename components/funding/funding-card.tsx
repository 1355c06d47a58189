import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { dayWords, instantWords } from '@/components/ui/calendar-words'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Progress } from '@/components/ui/progress'
import type { FundingAnswer } from '@/lib/contracts/funding'
import { Amount, amountWords, percentOf, unitFigure } from './amount'

export type FundingCardProps = {
  readonly funding: FundingAnswer & {
    /** The day on which what is left is used up at the present pace; null where that is far off or unknown. */
    readonly runsOutOn: string | null
  }
  readonly zone: string
  /** The plan in force, by its title. */
  readonly plan?: string
  /** Where it is explained and mended. */
  readonly action?: ReactNode
}

/** What an organization has left to spend, and what of it ends when. */
export const FundingCard = ({ funding, zone, plan, action }: FundingCardProps) => {
  const t = useTranslations('funding')
  const { biller, gate } = funding
  if (biller === 'invoice') return null
  const isFree = biller === 'free_credit' || biller === 'linked'
  const isUsedUp = gate.allowed && funding.grants.every(({ state }) => state !== 'open')
  return (
    <Card>
      <CardHeader
        title={t(`title.${biller}`)}
        text={isFree && isUsedUp ? t(`usedUp.${biller}`) : t(`text.${biller}`)}
        actions={action}
      />
      <CardBody className="flex flex-col gap-4">
        <Left funding={funding} />
        <Endings funding={funding} zone={zone} {...(plan ? { plan } : {})} />
      </CardBody>
    </Card>
  )
}

/** What is left in large, with a bar of what is used. */
const Left = ({ funding }: Pick<FundingCardProps, 'funding'>) => {
  const t = useTranslations('funding')
  const { gate, currency, week, spend, grants, biller } = funding
  if (biller === 'plan_quota' && week) {
    return (
      <Figure
        value={<>{week.percent} %</>}
        words={t('quotaUsed', { used: unitFigure(week.used), quota: unitFigure(week.quota) })}
        percent={week.percent}
      />
    )
  }
  const isOpen = grants.some(({ state }) => state === 'open')
  if (!isOpen && spend.cap !== null && biller !== 'prepaid') {
    const percent = percentOf(spend.spent, spend.cap)
    const cap = amountWords(spend.cap, currency)
    return (
      <Figure
        value={<Amount amount={spend.spent} asset={currency} />}
        words={t('spentOfCap', { cap })}
        percent={percent}
      />
    )
  }
  if (biller === 'linked' && gate.units) {
    return <Figure value={<Amount amount={gate.units.remaining} asset={gate.units.unit} />} words={t('left')} />
  }
  if (gate.remaining === null) {
    return <Figure value={<Amount amount={spend.spent} asset={currency} />} words={t('spentThisMonth')} />
  }
  return <Figure value={<Amount amount={gate.remaining} asset={currency} />} words={t('left')} />
}

const Figure = ({ value, words, percent }: { value: ReactNode; words: string; percent?: number }) => (
  <div className="flex flex-col gap-2">
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="figures font-semibold text-2xl tracking-tight">{value}</span>
      <span className="text-ink-soft">{words}</span>
    </p>
    {percent === undefined ? null : <Progress label={words} percent={percent} />}
  </div>
)

type Ending = { readonly term: string; readonly value: string }

/** What ends when: credit at the present pace, the week, extras, the next credit to expire, and this biller. */
const Endings = ({ funding, zone, plan }: FundingCardProps) => {
  const t = useTranslations('funding')
  const ui = useTranslations('ui')
  const locale = useLocale()
  const { grants, week, runsOutOn, comingSwitches, biller } = funding
  const at = (instant: string) => instantWords(instant, zone, locale)
  const ends = (expiresAt: string | null) => (expiresAt ? t('expiresOn', { day: at(expiresAt) }) : t('neverExpires'))
  const open = grants.filter(({ state }) => state === 'open')
  const isWeekly = biller === 'plan_quota'
  const extras = isWeekly ? open.filter(({ asset }) => asset === 'compute.units') : []
  const expiring = isWeekly ? undefined : open.find(({ expiresAt }) => expiresAt !== null)
  const items: Ending[] = [
    ...(plan ? [{ term: t('plan'), value: plan }] : []),
    ...(runsOutOn ? [{ term: t('runsOut'), value: t('atThisPace', { day: dayWords(runsOutOn, locale) }) }] : []),
    ...(week && isWeekly ? [{ term: t('newWeek'), value: at(week.endsAt) }] : []),
    ...extras.map(({ remaining, asset, expiresAt }) => ({
      term: t('extras'),
      value: `${amountWords(remaining, asset, ui)}, ${ends(expiresAt)}`,
    })),
    ...(expiring?.expiresAt
      ? [
          {
            term: t('nextExpiry'),
            value: `${amountWords(expiring.remaining, expiring.asset, ui)}, ${ends(expiring.expiresAt)}`,
          },
        ]
      : []),
    ...comingSwitches.map(({ biller: next, effectiveAt }) => ({
      term: t('coming', { day: at(effectiveAt) }),
      value: t(`biller.${next}`),
    })),
  ]
  if (items.length === 0) return null
  return (
    <dl className="grid grid-cols-[fit-content(55%)_minmax(0,1fr)] gap-x-5 gap-y-1.5">
      {items.map(({ term, value }) => (
        <div key={`${term} ${value}`} className="contents">
          <dt className="min-w-24 text-ink-soft">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
