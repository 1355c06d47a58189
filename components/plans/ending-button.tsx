'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { instantWords } from '@/components/ui/calendar-words'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { formatQuantity } from '@/lib/core/money/format'
import type { PlanDesk, Product, Subscribed } from './plan-desk'
import { useKeptFocus } from './use-kept-focus'

export type EndingButtonProps = {
  readonly org: string
  readonly product: Product
  readonly title: string
  readonly subscription: Subscribed
  /** What can run at once without a tier. */
  readonly base: number
  readonly zone: string
  readonly cancel: PlanDesk['cancel']
}

/** Ends a subscription with its period, after a question, or has it go on after all. */
export const EndingButton = (props: EndingButtonProps) => {
  const { endsAt } = props.subscription
  const place = useKeptFocus<HTMLDivElement>(endsAt ?? '')
  return <div ref={place}>{endsAt === null ? <CancelButton {...props} /> : <ResumeButton {...props} />}</div>
}

const CancelButton = ({ org, product, title, subscription, base, zone, cancel }: EndingButtonProps) => {
  const t = useTranslations('plans')
  const locale = useLocale()
  const router = useRouter()
  const at = instantWords(subscription.periodEndsAt, zone, locale)
  const done = () => {
    toast.success(t('cancelled', { title, day: at }))
    router.refresh()
  }
  return (
    <ConfirmDialog
      trigger={<Button variant="secondary">{t(`cancel.${product}`)}</Button>}
      title={t('cancelTitle', { title })}
      text={t(`cancelText.${product}`, { at, zone, base: formatQuantity(String(base)) })}
      confirm={t(`cancel.${product}`)}
      keep={t('keepIt')}
      danger
      action={() => cancel({ org, product, ends: true })}
      onDone={done}
    />
  )
}

const ResumeButton = ({ org, product, title, cancel }: EndingButtonProps) => {
  const t = useTranslations('plans')
  const router = useRouter()
  const { run, pending, failure } = useAction(cancel, () => {
    toast.success(t('resumed', { title }))
    router.refresh()
  })
  return (
    <div className="flex flex-col items-end gap-2">
      <Button loading={pending} onClick={() => run({ org, product, ends: false })}>
        {t(`resume.${product}`)}
      </Button>
      {failure ? <Alert tone="bad" title={failure.message} /> : null}
    </div>
  )
}
