'use client'

import { useTranslations } from 'next-intl'
import { type Checkout, useCheckout } from '@/components/pay/use-checkout'
import { useSettlement } from '@/components/pay/use-settlement'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { CardDesk } from './card-item'

export type SavingCard = Checkout & {
  /** It has been taking longer than 30 seconds. */
  readonly slow: boolean
}

const noCheckout = async (): Promise<ActionResult<never>> => ({ ok: false, code: 'forbidden', message: '' })

/** The steps of saving a card; without a desk it never starts. */
export const useSavingCard = (desk: CardDesk | undefined, onSaved: () => void): SavingCard => {
  const t = useTranslations('paymentMethods')
  const checkout = useCheckout({
    startCheckout: desk?.startCheckout ?? noCheckout,
    demoScript: desk?.demoScript,
    words: { unreachable: t('unreachable'), formFailed: t('formFailed') },
  })
  const slow = useSettlement(checkout.phase.name === 'settling', desk?.settle ?? noCheckout, (status) => {
    if (status === 'ended') checkout.fail(t('formEnded'))
    if (status === 'saved') {
      checkout.close()
      onSaved()
    }
    return status !== 'open'
  })
  return { ...checkout, slow }
}
