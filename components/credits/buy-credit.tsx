'use client'

import { useTranslations } from 'next-intl'
import { useFocusOfPhase } from '@/components/pay/use-focus-of-phase'
import { BuyingPanel } from './buying-panel'
import type { CreditDesk, Order, PackOffer } from './credit-desk'
import { CustomAmount } from './custom-amount'
import { PackCard } from './pack-card'
import { useBuying } from './use-buying'

export type BuyCreditProps = {
  readonly desk: CreditDesk
  readonly currency: string
  readonly packs: readonly PackOffer[]
  readonly limits: { readonly least: string; readonly most: string }
  /** What is missing for usage that waits; null if nothing waits. */
  readonly missing?: string | null
}

/** What can be bought, and buying it without leaving the page. While a form is open the offers make room for it. */
export const BuyCredit = ({ desk, currency, packs, limits, missing }: BuyCreditProps) => {
  const t = useTranslations('buyCredit')
  const buying = useBuying(desk)
  const { name } = buying.phase
  const { panel, remember } = useFocusOfPhase(name)
  const buy = (order: Order) => {
    remember()
    buying.place(order)
  }
  const pressed = (key: string) => {
    const starting = name === 'starting' && buying.order?.key === key
    return { starting, disabled: name === 'starting' && !starting }
  }
  return (
    <div>
      <div ref={panel} tabIndex={-1} className="outline-none *:not-empty:mb-3">
        <BuyingPanel buying={buying} currency={currency} taxed={desk.taxed} />
      </div>
      <div hidden={name === 'form' || name === 'settling'} className="flex flex-col gap-3">
        {packs.length > 0 ? (
          <ul aria-label={t('packs')} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {packs.map((offer) => (
              <PackCard
                key={offer.pack}
                offer={offer}
                currency={currency}
                buy={{ ...pressed(offer.pack), onBuy: () => buy(packOrder(desk, offer)) }}
              />
            ))}
          </ul>
        ) : null}
        <CustomAmount
          currency={currency}
          limits={limits}
          missing={missing ?? ''}
          {...pressed('')}
          onBuy={(amount) => buy(amountOrder(desk, amount))}
        />
      </div>
    </div>
  )
}

const packOrder = ({ org, buyPack }: CreditDesk, { pack, version, price, credit }: PackOffer): Order => ({
  key: pack,
  price,
  credit,
  open: () => buyPack({ org, pack, version }),
})

const amountOrder = ({ org, buyAmount }: CreditDesk, amount: string): Order => ({
  key: '',
  price: amount,
  credit: amount,
  open: () => buyAmount({ org, amount }),
})
