'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { formatMoney } from '@/lib/core/money/format'
import type { OfferState } from './offer-state'
import { type Billed, type Offer, priceOf } from './plan-desk'
import { useGives } from './use-gives'

export type OfferCardProps = {
  readonly offer: Offer
  readonly billed: Billed
  readonly state: OfferState
  /** Left out where the reader may only look, or nothing can be bought. */
  readonly press?: { readonly starting: boolean; readonly disabled: boolean; readonly onPress: () => void }
}

/** A plan or tier: what it gives, what it costs in the chosen rhythm, and the one thing that can be done with it. */
export const OfferCard = ({ offer, billed, state, press }: OfferCardProps) => {
  const t = useTranslations('plans')
  const gives = useGives()
  const { title, currency, saving, product } = offer
  const price = priceOf(offer, billed)
  const costs = /[1-9]/.test(price)
  return (
    <li className="flex min-w-0">
      <Card
        className={classNames('flex flex-1 flex-col gap-3 px-4 py-4 sm:px-5', state === 'yours' && 'border-accent')}
      >
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <h3 className="min-w-0 [overflow-wrap:anywhere]">{title}</h3>
          <StateBadge state={state} billed={billed} />
        </div>
        <div>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="figures min-w-0 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
              {formatMoney(price, currency)}
            </span>{' '}
            {costs ? <span className="text-ink-soft">{t(billed === 'annual' ? 'aYear' : 'aMonth')}</span> : null}
          </p>
          {billed === 'annual' && saving > 0 ? (
            <p className="font-medium text-good text-sm">{t('saving', { percent: saving })}</p>
          ) : null}
        </div>
        <ul className="flex-1 text-sm">
          {gives(offer.gives).map(({ term, value }) => (
            <li key={term} className="text-ink-soft">
              {term}: <span className="text-ink">{value}</span>
            </li>
          ))}
        </ul>
        {state === 'free' ? (
          <p className="text-ink-faint text-sm">{t(product === 'plan' ? 'freeLater' : 'baseLater')}</p>
        ) : null}
        {press && state !== 'yours' && state !== 'free' ? (
          <PressButton offer={offer} billed={billed} state={state} press={press} />
        ) : null}
      </Card>
    </li>
  )
}

const StateBadge = ({ state, billed }: { readonly state: OfferState; readonly billed: Billed }) => {
  const t = useTranslations('plans')
  if (state === 'yours') return <Badge tone="accent">{t('yours')}</Badge>
  if (state === 'other_rhythm') return <Badge>{t(`otherRhythm.${billed === 'annual' ? 'monthly' : 'annual'}`)}</Badge>
  return state === 'other_terms' ? <Badge>{t('olderTerms')}</Badge> : null
}

type PressButtonProps = Required<Pick<OfferCardProps, 'offer' | 'billed' | 'state' | 'press'>>

const PressButton = ({ offer, billed, state, press }: PressButtonProps) => {
  const t = useTranslations('plans')
  const { title } = offer
  const price = t(billed === 'annual' ? 'priceAnnual' : 'priceMonthly', {
    price: formatMoney(priceOf(offer, billed), offer.currency),
  })
  const words = {
    subscribe: t('subscribe'),
    change: t('change', { title }),
    other_rhythm: t(`changeRhythm.${billed}`),
    other_terms: t('changeTerms'),
    yours: '',
    free: '',
  }[state]
  return (
    <Button
      variant="secondary"
      loading={press.starting}
      disabled={press.disabled}
      aria-label={state === 'subscribe' ? t('subscribeTo', { title, price }) : `${words}: ${title}, ${price}`}
      onClick={press.onPress}
      className="h-auto min-h-9 w-full whitespace-normal py-1.5 [overflow-wrap:anywhere]"
    >
      {words}
    </Button>
  )
}
