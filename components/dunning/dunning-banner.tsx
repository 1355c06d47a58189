'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button, LinkButton } from '@/components/ui/button'
import { instantWords } from '@/components/ui/calendar-words'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Action } from '@/lib/contracts/action-result'
import { formatMoney } from '@/lib/core/money/format'

/** What is owed for a plan or tier. Instants are ISO text, the amount is decimal text. */
export type DunningNotice = {
  readonly standing: 'past_due' | 'degraded' | 'unpaid'
  readonly product: 'plan' | 'tier'
  readonly title: string
  readonly owed: string
  readonly currency: string
  readonly since: string
  readonly blockedAt: string
  readonly endedAt: string
  readonly zone: string
  readonly mayPay: boolean
}

export type DunningBannerProps = {
  readonly org: string
  readonly dunning: DunningNotice
  /** Answers where to pay, or null where nothing is owed any more. */
  readonly pay: Action<{ readonly org: string; readonly product: 'plan' | 'tier' }, { readonly url: string | null }>
}

/** What is owed since when, what comes of it on which day, and how to pay (P7). */
export const DunningBanner = ({ org, dunning, pay }: DunningBannerProps) => {
  const t = useTranslations('dunning')
  const locale = useLocale()
  const { standing, product, title, owed, currency, zone, mayPay } = dunning
  const words = (at: string): string => instantWords(at, zone, locale)
  useFreshOnReturn()
  return (
    <section aria-label={t('region')}>
      <Alert
        tone={standing === 'past_due' ? 'warn' : 'bad'}
        title={
          <span suppressHydrationWarning>
            {t('title', { title, owed: formatMoney(owed, currency), since: words(dunning.since), zone })}
          </span>
        }
        {...(mayPay ? { action: <Ways org={org} product={product} pay={pay} /> } : {})}
      >
        <span suppressHydrationWarning>
          {t(`${standing}.${product}`, { title, blockedAt: words(dunning.blockedAt), endedAt: words(dunning.endedAt) })}
        </span>
        {mayPay ? null : ` ${t('askOwner')}`}
      </Alert>
    </section>
  )
}

const Ways = ({ org, product, pay }: Pick<DunningBannerProps, 'org' | 'pay'> & Pick<DunningNotice, 'product'>) => {
  const t = useTranslations('dunning')
  const router = useRouter()
  const [leaving, setLeaving] = useState(false)
  const { run, pending, failure } = useAction(pay, ({ url }) => {
    if (url !== null) {
      setLeaving(true)
      return window.location.assign(url)
    }
    toast.success(t('nothingOwed'))
    router.refresh()
  })
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="small" loading={pending || leaving} onClick={() => run({ org, product })}>
          {t('payNow')}
        </Button>
        <LinkButton href={`/o/${org}/payment-methods`} size="small" variant="secondary">
          {t('changeCard')}
        </LinkButton>
      </div>
      {failure ? (
        <p role="alert" className="max-w-72 font-medium text-bad text-sm">
          {t('failed')} {failure.message}
        </p>
      ) : null}
    </div>
  )
}

/** Who comes back from Stripe's page by the browser's own button sees the page as it was: it is read again. */
const useFreshOnReturn = (): void => {
  const router = useRouter()
  useEffect(() => {
    const refresh = ({ persisted }: PageTransitionEvent) => {
      if (persisted) router.refresh()
    }
    window.addEventListener('pageshow', refresh)
    return () => window.removeEventListener('pageshow', refresh)
  }, [router])
}
