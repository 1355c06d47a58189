import { CreditCard } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'

export type PayStartProps = {
  /** What is paid, in words: `CHF 205.50`. */
  readonly amount: string
  readonly starting: boolean
  /** Why the last try did not start; empty where there was none. */
  readonly failure: string
  readonly onStart: () => void
}

/** The pay button with its words and, after a failed try, the reason. */
export const PayStart = ({ amount, starting, failure, onStart }: PayStartProps) => {
  const t = useTranslations('pay')
  return (
    <div className="flex flex-col gap-3 px-4 py-4 sm:px-5">
      {failure ? (
        <Alert tone="bad" title={t('failed')}>
          {failure}
        </Alert>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 className="text-lg">{t('title')}</h2>
          <p className="text-ink-soft text-sm">{t('text')}</p>
        </div>
        <Button size="large" loading={starting} onClick={onStart} className="w-full sm:w-auto">
          {starting ? null : <CreditCard aria-hidden />}
          {failure ? t('again') : t('payAmount', { amount })}
        </Button>
      </div>
    </div>
  )
}
