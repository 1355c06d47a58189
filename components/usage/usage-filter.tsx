import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { SpanFilter, type SpanPreset } from './span-filter'
import { type UsageChoice, usageAddress } from './usage-item'

export type UsageFilterProps = {
  /** What the meter is called that the report is about; empty where it is about all. */
  readonly meterName: string
  readonly base: string
  readonly choice: UsageChoice
  readonly presets: readonly SpanPreset[]
}

/** Which time, meter and resource a report is about. */
export const UsageFilter = ({ base, choice, presets, meterName }: UsageFilterProps) => {
  const t = useTranslations('usage')
  const { from, to, meter, resource } = choice
  return (
    <SpanFilter
      {...{ base, from, to, presets }}
      hrefOf={(span) => usageAddress(base, { ...choice, ...span })}
      fields={
        <>
          {meter === null ? null : <input type="hidden" name="meter" value={meter} />}
          {resource === null ? null : <input type="hidden" name="resource" value={resource} />}
        </>
      }
    >
      {meter === null ? null : (
        <LinkButton
          href={usageAddress(base, { ...choice, meter: null })}
          variant="ghost"
          className="col-span-2 min-w-0 max-w-full justify-self-start"
        >
          <span className="truncate">{t('clearMeter', { meter: meterName })}</span>
        </LinkButton>
      )}
      {resource === null ? null : (
        <LinkButton
          href={usageAddress(base, { ...choice, resource: null })}
          variant="ghost"
          className="col-span-2 min-w-0 max-w-full justify-self-start"
        >
          <span className="truncate">{t('clearResource', { resource: resource || t('noResource') })}</span>
        </LinkButton>
      )}
    </SpanFilter>
  )
}
