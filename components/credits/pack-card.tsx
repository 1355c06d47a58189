import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { formatMoney } from '@/lib/core/money/format'
import type { PackOffer } from './credit-desk'

export type PackCardProps = {
  readonly offer: PackOffer
  readonly currency: string
  /** Left out where the reader may only look. */
  readonly buy?: { readonly starting: boolean; readonly disabled: boolean; readonly onBuy: () => void }
}

/** A pack: what it gives, what it costs, what it gives beyond that, and when it ends. */
export const PackCard = ({ offer, currency, buy }: PackCardProps) => {
  const t = useTranslations('buyCredit')
  const { name, credit, extra, expiresAfterDays } = offer
  const price = formatMoney(offer.price, currency)
  return (
    <li className="flex min-w-0">
      <Card className="flex flex-1 flex-col gap-3 px-4 py-4 sm:px-5">
        <div className="min-w-0 flex-1">
          <h3 className="text-ink-soft [overflow-wrap:anywhere]">{name}</h3>
          <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
            <span className="figures min-w-0 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
              {formatMoney(credit, currency)}
            </span>{' '}
            <span className="text-ink-soft">{t('ofCredit')}</span>
          </p>
          <p className="mt-1.5 text-sm">
            {extra ? (
              <span className="block font-medium text-good">
                {t('extra', { amount: formatMoney(extra, currency) })}
              </span>
            ) : null}
            <span className="block text-ink-soft">
              {expiresAfterDays === null ? t('never') : t('expiresAfter', { days: expiresAfterDays })}
            </span>
          </p>
        </div>
        {buy ? (
          <Button
            variant="secondary"
            loading={buy.starting}
            disabled={buy.disabled}
            aria-label={t('buyPack', { name, price })}
            onClick={buy.onBuy}
            className="h-auto min-h-9 w-full whitespace-normal py-1.5"
          >
            {t('buyFor', { price })}
          </Button>
        ) : (
          <p className="font-medium">{t('costs', { price })}</p>
        )}
      </Card>
    </li>
  )
}
