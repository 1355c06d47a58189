import { useLocale, useTranslations } from 'next-intl'
import { instantWords } from '@/components/ui/calendar-words'
import { Progress } from '@/components/ui/progress'
import { formatQuantity } from '@/lib/core/money/format'

/** A week of quota. Amounts are decimal text in compute units. */
export type Week = {
  readonly endsAt: string
  readonly quota: string
  readonly used: string
  readonly held: string
  /** Of what is used, in whole per cent. */
  readonly percent: number
}

/** How much of this week's quota is used, and when the next week begins. */
export const WeekUse = ({ week, zone }: { readonly week: Week; readonly zone: string }) => {
  const t = useTranslations('plans')
  const locale = useLocale()
  const { quota, used, held, percent, endsAt } = week
  const words = t('weekUsed', { used: formatQuantity(used), quota: formatQuantity(quota) })
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="text-ink-soft">{t('week')}</span>
        <span className="figures [overflow-wrap:anywhere]">
          {words} · {percent} %
        </span>
      </p>
      <Progress label={words} percent={Math.min(100, percent)} />
      <p className="text-ink-soft text-sm" suppressHydrationWarning>
        {/[1-9]/.test(held) ? `${t('weekHeld', { held: formatQuantity(held) })} ` : null}
        {t('weekResets', { at: instantWords(endsAt, zone, locale), zone })}
      </p>
    </div>
  )
}
