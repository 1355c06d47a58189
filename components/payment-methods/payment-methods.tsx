'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useOptimistic, useRef, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { toast } from '@/components/ui/toast'
import { AddCardPanel } from './add-card-panel'
import type { CardAction, CardDesk, CardItem } from './card-item'
import { CardRow } from './card-row'
import { NoCards } from './no-cards'
import { PortalButton } from './portal-button'
import { useAskedToAdd } from './use-asked-to-add'
import { useReturnFromStripe } from './use-return-from-stripe'
import { useSavingCard } from './use-saving-card'

export type PaymentMethodsProps = {
  readonly cards: readonly CardItem[]
  readonly billedTo: { readonly name: string; readonly email: string }
  /** What the reader may do; left out where they may only look. */
  readonly desk?: CardDesk
  /** True where the reader comes back from Stripe's own page. */
  readonly returned: boolean
}

/** The cards of an organization: which one is charged, add, choose, remove. Every failure is in words, in the page. */
export const PaymentMethods = ({ cards: kept, billedTo, desk: given, returned }: PaymentMethodsProps) => {
  const t = useTranslations('paymentMethods')
  const router = useRouter()
  const { cards, desk } = useChosenAtOnce(kept, given)
  const list = useKeptFocus(cards)
  const [portalFailure, setPortalFailure] = useState('')
  useReturnFromStripe(returned)
  const done = (words: string) => {
    toast.success(words)
    router.refresh()
  }
  const saving = useSavingCard(desk, () => done(t('saved')))
  const { name } = saving.phase
  const open = name === 'form' || name === 'settling'
  useAskedToAdd(desk !== undefined && !open, saving.start)
  const adder = useRef<HTMLButtonElement>(null)
  const wasBusy = useRef(false)
  useEffect(() => {
    if (wasBusy.current && (name === 'idle' || name === 'failed')) adder.current?.focus()
    wasBusy.current = name !== 'idle' && name !== 'failed'
  }, [name])
  const add = desk ? (
    <Button ref={adder} loading={name === 'starting'} onClick={saving.start}>
      {name === 'starting' ? null : <Plus aria-hidden />}
      {t('add')}
    </Button>
  ) : null
  const failure = saving.phase.name === 'failed' ? saving.phase.message : ''
  return (
    <>
      <PageHeader
        title={t('title')}
        text={
          <>
            {t('text')}
            <span className="block text-sm">{t(billedTo.email ? 'billedToAt' : 'billedTo', billedTo)}</span>
          </>
        }
        actions={
          <>
            {desk?.openPortal ? <PortalButton openPortal={desk.openPortal} onFailure={setPortalFailure} /> : null}
            {cards.length > 0 && !open ? add : null}
          </>
        }
      />
      {failure ? (
        <Alert tone="bad" title={t('addFailed')}>
          {failure}
        </Alert>
      ) : null}
      {portalFailure ? (
        <Alert tone="bad" title={t('portalFailed')}>
          {portalFailure}
        </Alert>
      ) : null}
      <AddCardPanel saving={saving} />
      {cards.length === 0 && open ? null : (
        <Card ref={list} tabIndex={-1} aria-label={t('list')} className="outline-none">
          {cards.length === 0 ? (
            <NoCards action={add} />
          ) : (
            <ul className="divide-y divide-line">
              {cards.map((card) => (
                <CardRow
                  key={card.methodId}
                  card={card}
                  only={cards.length === 1}
                  onDone={done}
                  {...(desk ? { change: desk } : {})}
                />
              ))}
            </ul>
          )}
        </Card>
      )}
    </>
  )
}

/** The card that is charged stands first, however many were added after it. */
const chargedFirst = (cards: readonly CardItem[]): readonly CardItem[] =>
  cards.toSorted((one, other) => Number(other.charged) - Number(one.charged))

/** Another card is shown as charged as soon as it is chosen; where that fails, the one before is again. */
const useChosenAtOnce = (kept: readonly CardItem[], desk: CardDesk | undefined) => {
  const ordered = useMemo(() => chargedFirst(kept), [kept])
  const [cards, show] = useOptimistic(ordered, (before, chosen: string) =>
    before.map((card) => ({ ...card, charged: card.methodId === chosen })),
  )
  if (!desk) return { cards, desk }
  const choose: CardAction = (about) => {
    show(about.methodId)
    return desk.choose(about)
  }
  return { cards, desk: { ...desk, choose } }
}

/** The button that was pressed may be gone with what it changed: then the focus goes to the list, not to nowhere. */
const useKeptFocus = (cards: readonly CardItem[]) => {
  const list = useRef<HTMLElement>(null)
  const before = useRef(cards)
  useEffect(() => {
    if (before.current !== cards && document.activeElement === document.body) list.current?.focus()
    before.current = cards
  }, [cards])
  return list
}
