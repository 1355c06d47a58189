import { useLocale, useTranslations } from 'next-intl'
import { missingWords } from '@/components/funding/amount'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { dayWords } from '@/components/ui/calendar-words'
import type { StopReason, WayOut } from '@/lib/core/gate/stop'
import { wayHref } from './way-href'
import { type Payer, WhomToAsk } from './whom-to-ask'

export type StopBannerProps = {
  readonly org: string
  readonly reason: StopReason
  readonly way: WayOut
  /** Usage that waits to be paid before work can start; null if there is none. */
  readonly waiting?: {
    readonly missing: string
    readonly currency: string
    readonly oldestOn: string
  } | null
  readonly mayPay: boolean
  /** Whom a reader asks who may not pay. */
  readonly payers: readonly Payer[]
}

/** That no work can start, why, and the one way out (G5). */
export const StopBanner = ({ org, reason, way, waiting, mayPay, payers }: StopBannerProps) => {
  const t = useTranslations('stopped')
  const locale = useLocale()
  return (
    <section aria-label={t('region')}>
      <Alert
        tone="bad"
        title={t('title')}
        {...(mayPay
          ? {
              action: (
                <LinkButton href={wayHref(org, way)} size="small">
                  {t(`way.${way}`)}
                </LinkButton>
              ),
            }
          : {})}
      >
        {t(`reason.${reason}`)}
        {waiting ? (
          <span className="block">
            {t('waiting', {
              missing: missingWords(waiting.missing, waiting.currency),
              on: dayWords(waiting.oldestOn, locale),
            })}
          </span>
        ) : null}
        {mayPay ? null : <WhomToAsk payers={payers} />}
      </Alert>
    </section>
  )
}
