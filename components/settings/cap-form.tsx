'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { readAmount } from '@/components/credits/read-amount'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useStaleBase } from '@/components/ui/use-stale-base'
import type { Action } from '@/lib/contracts/action-result'
import type { SpendCapInput } from '@/lib/contracts/org-settings'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { formatMoney } from '@/lib/core/money/format'

export type CapFormProps = {
  readonly org: string
  readonly currency: string
  /** Decimal text; null where there is none. */
  readonly cap: string | null
  readonly save: Action<SpendCapInput>
}

/** Sets the cap; before a cap of zero, which stops everything that is metered, it asks. */
export const CapForm = ({ org, currency, cap, save }: CapFormProps) => {
  const t = useTranslations('settings')
  const [typed, setTyped] = useState(cap ?? '')
  const [asking, setAsking] = useState(false)
  const [unread, setUnread] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { pending, failure, fieldError, send, isStale } = useSaving({ org, currency, cap, save }, () =>
    setAsking(false),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const amount = typed.trim() === '' ? null : readAmount(typed)
    const isUnread = amount === null && typed.trim() !== ''
    setUnread(isUnread)
    if (isUnread) return
    if (amount === 0n) return setAsking(true)
    send(amount === null ? '' : formatDecimal(amount, minorPlaces))
  }
  const close = () => {
    setAsking(false)
    setTimeout(() => field.current?.focus(), 0)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-line border-t pt-4">
      <Field
        label={t('capField', { currency })}
        hint={t('capHint')}
        error={unread ? t('capUnread') : fieldError('cap')}
      >
        {(control) => (
          <Input
            {...control}
            ref={field}
            name="cap"
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {failure && !asking ? (
        <Alert tone={isStale ? 'warn' : 'bad'} title={isStale ? t('capStale') : failure.message} />
      ) : null}
      <Button type="submit" loading={pending && !asking} variant="secondary" className="self-end">
        {t('capSave')}
      </Button>
      <Dialog open={asking} onOpenChange={(open) => (open || pending ? undefined : close())}>
        <DialogContent
          title={t('capZeroTitle')}
          text={t('capZeroText')}
          footer={<ZeroButtons pending={pending} confirm={() => send('0.00')} />}
        >
          {failure ? <Alert tone="bad" title={isStale ? t('capStale') : failure.message} /> : null}
        </DialogContent>
      </Dialog>
    </form>
  )
}

const ZeroButtons = ({ pending, confirm }: { readonly pending: boolean; readonly confirm: () => void }) => {
  const t = useTranslations('settings')
  const ui = useTranslations('ui')
  return (
    <>
      <DialogClose asChild>
        <Button variant="secondary" disabled={pending}>
          {ui('cancel')}
        </Button>
      </DialogClose>
      <Button variant="danger" loading={pending} onClick={confirm}>
        {t('capZero')}
      </Button>
    </>
  )
}

/**
 * Saves from the cap that the reader was shown: one that somebody else set meanwhile is shown first, and replaced when
 * the reader saves again.
 */
const useSaving = ({ org, currency, cap, save }: CapFormProps, onDone: () => void) => {
  const t = useTranslations('settings')
  const router = useRouter()
  const sent = useRef('')
  const { run, pending, failure, fieldError } = useAction(save, () => {
    const amount = sent.current
    onDone()
    setBase(amount === '' ? null : amount)
    if (amount === '') toast.success(t('capRemoved'))
    else if (amount === '0.00') toast.success(t('capBlocks'))
    else toast.success(t('capSaved', { amount: formatMoney(amount, currency) }))
    router.refresh()
  })
  const { base, setBase, isStale } = useStaleBase(cap, failure)
  const send = (amount: string) => {
    sent.current = amount
    run({ org, expected: base ?? '', cap: amount })
  }
  return { pending, failure, fieldError, send, isStale }
}
