'use client'

import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import type { Billed } from './plan-desk'

export type RhythmSwitchProps = {
  readonly billed: Billed
  /** The most that a year saves, in whole per cent. */
  readonly saving: number
  readonly onChange: (billed: Billed) => void
}

/** Monthly or annually: prices are shown in one of the two. */
export const RhythmSwitch = ({ billed, saving, onChange }: RhythmSwitchProps) => {
  const t = useTranslations('plans')
  return (
    <fieldset className="inline-flex max-w-full flex-wrap self-start rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">{t('rhythm')}</legend>
      {(['monthly', 'annual'] as const).map((each) => (
        <label
          key={each}
          className={classNames(
            'flex h-8 cursor-pointer items-center gap-2 rounded-sm px-3 font-medium text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
            each === billed
              ? 'bg-raised text-ink shadow-card ring-1 ring-line-strong/50'
              : 'text-ink-soft hover:text-ink',
          )}
        >
          <input
            type="radio"
            name="billed"
            value={each}
            checked={each === billed}
            onChange={() => onChange(each)}
            className="sr-only"
          />
          {t(each)}
          {each === 'annual' && saving > 0 ? (
            <span className="text-good text-xs">{t('upTo', { percent: saving })}</span>
          ) : null}
        </label>
      ))}
    </fieldset>
  )
}
