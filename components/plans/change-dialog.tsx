'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button, LinkButton } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { formatMoney } from '@/lib/core/money/format'
import type { Billed, InForce, Offer, PlanDesk } from './plan-desk'
import { QuoteView } from './quote-view'
import { type Change, useChange } from './use-change'

export type ChangeDialogProps = {
  readonly desk: PlanDesk
  readonly offer: Offer
  readonly billed: Billed
  readonly inForce: InForce
  readonly zone: string
  readonly onClose: () => void
}

/** What a change costs, and the question whether it is to be made for just that. */
export const ChangeDialog = ({ desk, offer, billed, inForce, zone, onClose }: ChangeDialogProps) => {
  const t = useTranslations('plans')
  const ui = useTranslations('ui')
  const change = useChange(desk, offer, billed, onClose)
  const { quote, confirming, confirm } = change
  const due = quote && /[1-9]/.test(quote.amountDue) ? formatMoney(quote.amountDue, quote.currency) : null
  return (
    <Dialog open onOpenChange={(open) => (open || confirming ? undefined : onClose())}>
      <DialogContent
        title={t('changeTitle', { title: offer.title })}
        footer={
          <>
            <DialogClose asChild>
              <Button variant="secondary" disabled={confirming}>
                {ui('cancel')}
              </Button>
            </DialogClose>
            <Button loading={confirming} disabled={quote === null} onClick={confirm}>
              {due ? t('confirmPay', { amount: due }) : t('confirmFree')}
            </Button>
          </>
        }
      >
        <div aria-live="polite" className="flex flex-col gap-4">
          <Trouble change={change} org={desk.org} />
          {quote ? <QuoteView quote={quote} offer={offer} inForce={inForce} zone={zone} /> : null}
          {quote === null && change.failure === null ? <Waiting /> : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

/** In the size of what will come. */
const Waiting = () => {
  const t = useTranslations('plans')
  return (
    <div className="flex min-h-72 flex-col gap-4" aria-busy>
      <p className="sr-only">{t('changeWait')}</p>
      <Skeleton className="h-24 rounded-md" />
      <Skeleton className="h-28 rounded-md" />
      <Skeleton className="h-10 rounded-md" />
    </div>
  )
}

const Trouble = ({ change: { failure, stale, quote }, org }: { readonly change: Change; readonly org: string }) => {
  const t = useTranslations('plans')
  if (failure?.code === 'card_declined') {
    return (
      <Alert
        tone="bad"
        title={t('declinedTitle')}
        action={
          <LinkButton href={`/o/${org}/payment-methods`} variant="secondary" size="small">
            {t('toCardsNow')}
          </LinkButton>
        }
      >
        {t('declinedText', { reason: failure.message })}
      </Alert>
    )
  }
  if (failure) {
    return (
      <Alert tone="bad" title={t('changeFailed')}>
        {failure.message}
      </Alert>
    )
  }
  return stale && quote ? (
    <Alert tone="warn" title={t('staleTitle')}>
      {t('staleText')}
    </Alert>
  ) : null
}
