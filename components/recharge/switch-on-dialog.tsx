'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { formatMoney } from '@/lib/core/money/format'
import { cardName } from '@/lib/core/text/card-name'
import type { RechargeItem, RechargeTerms } from './recharge-item'

export type SwitchOnDialogProps = {
  /** What is to be switched on; null keeps the question closed. */
  readonly terms: RechargeTerms | null
  readonly recharge: RechargeItem
  readonly pending: boolean
  /** Why it did not work, in words; empty otherwise. */
  readonly failure: string
  readonly onConfirm: (terms: RechargeTerms) => void
  readonly onClose: () => void
}

/** Asks before recharges are switched on: the first one is charged at once. */
export const SwitchOnDialog = ({ terms, recharge, pending, failure, onConfirm, onClose }: SwitchOnDialogProps) => {
  const t = useTranslations('recharge')
  const ui = useTranslations('ui')
  if (terms === null) return null
  const { currency, card } = recharge
  const amount = formatMoney(terms.amount, currency)
  const about = { amount, threshold: formatMoney(terms.threshold, currency), card: card ? cardName(card) : '' }
  return (
    <Dialog open onOpenChange={(open) => (open || pending ? undefined : onClose())}>
      <DialogContent
        title={t('askTitle', { amount })}
        text={t('askText', about)}
        footer={
          <>
            <DialogClose asChild>
              <Button variant="secondary" disabled={pending}>
                {ui('cancel')}
              </Button>
            </DialogClose>
            <Button loading={pending} onClick={() => onConfirm(terms)}>
              {t('confirm', { amount })}
            </Button>
          </>
        }
      >
        <p className="text-ink-soft text-sm">
          {terms.monthlyCap === null ? t('askNoCap') : t('askCap', { cap: formatMoney(terms.monthlyCap, currency) })}
        </p>
        {failure ? <Alert tone="bad" title={failure} className="mt-3" /> : null}
      </DialogContent>
    </Dialog>
  )
}
