import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import type { StopReason, WayOut } from '@/lib/core/gate/stop'
import { wayHref } from './way-href'
import { type Payer, WhomToAsk } from './whom-to-ask'

export type StopBannerProps = {
  readonly org: string
  readonly reason: StopReason
  readonly way: WayOut
  readonly mayPay: boolean
  /** Whom a reader asks who may not pay. */
  readonly payers: readonly Payer[]
}

/** That no work can start, why, and the one way out (G5). */
export const StopBanner = ({ org, reason, way, mayPay, payers }: StopBannerProps) => {
  const t = useTranslations('stopped')
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
        {mayPay ? null : <WhomToAsk payers={payers} />}
      </Alert>
    </section>
  )
}
