import { useTranslations } from 'next-intl'

/** How much more or less than before: `+12 %`, in words for who listens. */
export const ChangeNote = ({ change }: { change: number | null }) => {
  const t = useTranslations('usage')
  if (change === null) return <span className="text-ink-faint">{t('nothingBefore')}</span>
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±'
  return (
    <span className="figures whitespace-nowrap text-ink-soft">
      {sign}
      {Math.abs(change)} %
    </span>
  )
}
