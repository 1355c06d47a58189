'use client'

import { CreditCard } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DayText } from '@/components/ui/day-text'
import { useAction } from '@/components/ui/use-action'
import { cardMonth, cardName } from '@/lib/core/text/card-name'
import type { CardAction, CardItem } from './card-item'
import { RemoveCardButton } from './remove-card-button'

export type CardRowProps = {
  readonly card: CardItem
  /** There is no other. */
  readonly only: boolean
  /** Left out where the reader may only look. */
  readonly change?: { readonly org: string; readonly choose: CardAction; readonly remove: CardAction }
  /** Told what was done, in words. */
  readonly onDone: (words: string) => void
}

/** A card: what it is, whether it is charged, how long it can be, and what may be done with it. */
export const CardRow = ({ card, only, change, onDone }: CardRowProps) => {
  const t = useTranslations('paymentMethods')
  const name = cardName(card)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:px-5">
      <span className="hidden rounded-md bg-hover p-2 text-ink-soft sm:block">
        <CreditCard aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="figures min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
          {card.charged ? (
            <Badge tone="good" dot>
              {t('charged')}
            </Badge>
          ) : null}
          <Standing standing={card.standing} />
        </p>
        <p className="mt-0.5 text-ink-soft text-sm">
          <Expiry card={card} />
          {t('added')} <DayText day={card.addedOn} />
        </p>
      </div>
      {change ? <CardActions card={card} only={only} name={name} change={change} onDone={onDone} /> : null}
    </li>
  )
}

const Standing = ({ standing }: Pick<CardItem, 'standing'>) => {
  const t = useTranslations('paymentMethods')
  if (standing === 'valid') return null
  return <Badge tone={standing === 'expired' ? 'bad' : 'warn'}>{t(standing)}</Badge>
}

const Expiry = ({ card: { expires, standing } }: Pick<CardRowProps, 'card'>) => {
  const t = useTranslations('paymentMethods')
  if (expires === '') return null
  return (
    <>
      <span className="figures whitespace-nowrap">
        {t(standing === 'expired' ? 'expiredIn' : 'expiresIn', { month: cardMonth(expires) })}
      </span>
      <span aria-hidden> · </span>
    </>
  )
}

type CardActionsProps = Required<CardRowProps> & { readonly name: string }

const CardActions = ({ card: { methodId, charged, standing }, only, name, change, onDone }: CardActionsProps) => {
  const t = useTranslations('paymentMethods')
  const about = { org: change.org, methodId }
  const choice = useAction(change.choose, () => onDone(t('chosen', { name })))
  return (
    <>
      <div className="flex items-center gap-2">
        {charged || standing === 'expired' ? null : (
          <Button
            variant="secondary"
            size="small"
            loading={choice.pending}
            aria-label={t('chooseCard', { name })}
            onClick={() => choice.run(about)}
          >
            {t('choose')}
          </Button>
        )}
        <RemoveCardButton
          name={name}
          means={only ? 'removeOnlyText' : charged ? 'removeChargedText' : 'removeText'}
          remove={() => change.remove(about)}
          onDone={() => onDone(t('removed', { name }))}
        />
      </div>
      {choice.failure ? <Alert tone="bad" title={choice.failure.message} className="basis-full" /> : null}
    </>
  )
}
