'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { OrderPanel } from '@/components/pay/order-panel'
import { useFocusOfPhase } from '@/components/pay/use-focus-of-phase'
import { type Ordering, useOrder } from '@/components/pay/use-order'
import { ChangeDialog } from './change-dialog'
import { OfferCard } from './offer-card'
import { offerState } from './offer-state'
import {
  type Billed,
  choiceOf,
  type InForce,
  type Offer,
  type PlanDesk,
  type PlanOrder,
  type Product,
} from './plan-desk'
import { RhythmSwitch } from './rhythm-switch'
import { useBilled } from './use-billed'
import { useKeptFocus } from './use-kept-focus'
import { useOrderWords } from './use-order-words'

/** What is offered of a product, beside what is in force of it. */
export type Shelf = {
  readonly product: Product
  readonly title: string
  readonly text: string
  readonly offers: readonly Offer[]
  readonly inForce: InForce
  /** What is in force is shown above what is offered, where it is not above the shelves already. */
  readonly top?: ReactNode
  /** Where there is more than what is sold here. */
  readonly more?: ReactNode
  /** In place of offers, where there are none. */
  readonly empty: ReactNode
  /** Nothing of it is sold to who reads. */
  readonly closed?: boolean
}

export type ShopProps = {
  readonly shelves: readonly Shelf[]
  readonly firstBilled: Billed
  readonly zone: string
  /** Left out where the reader may only look, or nothing can be bought. */
  readonly desk?: PlanDesk
}

const nobody: Pick<PlanDesk, 'settle'> = {
  settle: async () => ({ ok: false, code: 'forbidden', message: '' }),
}

/** Plans and tiers, and subscribing to them without leaving the page. While a form is open its shelf makes room for it. */
export const Shop = ({ shelves, firstBilled, zone, desk }: ShopProps) => {
  const t = useTranslations('plans')
  const [billed, choose] = useBilled(firstBilled)
  const [changing, setChanging] = useState<Offer | null>(null)
  const ordering = useOrder<PlanOrder>({
    settle: (checkoutId) => (desk ?? nobody).settle({ org: desk?.org ?? '', checkoutId }),
    demoScript: desk?.demoScript,
    words: { unreachable: t('unreachable'), formFailed: t('formFailed'), ended: t('ended') },
  })
  const saving = Math.max(0, ...shelves.flatMap(({ offers }) => offers.map((offer) => offer.saving)))
  const rhythm = shelves.some(({ offers }) => offers.length > 0) ? (
    <RhythmSwitch billed={billed} saving={saving} onChange={choose} />
  ) : null
  const changed = shelves.find(({ product }) => product === changing?.product)
  return (
    <>
      {shelves.map((shelf, index) => (
        <ShelfView
          key={shelf.product}
          shelf={shelf}
          billed={billed}
          rhythm={index === 0 ? rhythm : null}
          ordering={ordering}
          onChange={setChanging}
          {...(desk ? { desk } : {})}
        />
      ))}
      {desk && changing && changed ? (
        <ChangeDialog
          desk={desk}
          offer={changing}
          billed={billed}
          inForce={changed.inForce}
          zone={zone}
          onClose={() => setChanging(null)}
        />
      ) : null}
    </>
  )
}

type ShelfViewProps = {
  readonly shelf: Shelf
  readonly billed: Billed
  readonly rhythm: ReactNode
  readonly ordering: Ordering<PlanOrder>
  readonly desk?: PlanDesk
  readonly onChange: (offer: Offer) => void
}

const ShelfView = ({ shelf, billed, rhythm, ordering, desk, onChange }: ShelfViewProps) => {
  const { product, title, text, offers, inForce, top, more, empty, closed = false } = shelf
  const own = ordering.order?.offer.product === product
  const { name } = ordering.phase
  const { panel, remember } = useFocusOfPhase(own ? name : 'idle')
  const { subscription } = inForce
  const place = useKeptFocus<HTMLElement>(`${inForce.name} ${inForce.version} ${subscription?.billed}`)
  const words = useOrderWords(ordering.order, desk?.taxed ?? false)
  const busy = name === 'starting' || name === 'form' || name === 'settling'
  const id = `shelf-${product}`
  const press = (offer: Offer) => () => {
    if (!desk) return
    const state = offerState(offer, billed, inForce)
    if (state !== 'subscribe') return onChange(offer)
    remember()
    ordering.place({ offer, billed, open: () => desk.subscribe(choiceOf(desk.org, offer, billed)) })
  }
  const starting = (offer: Offer) => name === 'starting' && own && ordering.order?.offer.name === offer.name
  return (
    <section ref={place} tabIndex={-1} aria-labelledby={id} className="flex flex-col gap-3 outline-none">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} className="text-lg">
            {title}
          </h2>
          <p className="text-ink-soft text-sm">{text}</p>
        </div>
        {rhythm}
      </div>
      {top}
      <div ref={panel} tabIndex={-1} className="outline-none empty:hidden">
        {own ? <OrderPanel ordering={ordering} words={words} /> : null}
      </div>
      {offers.length === 0 ? empty : null}
      {offers.length > 0 || more ? (
        <ul
          aria-labelledby={id}
          hidden={own && (name === 'form' || name === 'settling')}
          className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3"
        >
          {offers.map((offer) => (
            <OfferCard
              key={offer.name}
              offer={offer}
              billed={billed}
              state={offerState(offer, billed, inForce)}
              {...(desk && !closed
                ? { press: { starting: starting(offer), disabled: busy && !starting(offer), onPress: press(offer) } }
                : {})}
            />
          ))}
          {more}
        </ul>
      ) : null}
    </section>
  )
}
