import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button, LinkButton } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type UsageChoice, usageAddress } from './usage-item'

export type UsagePreset = {
  readonly preset: 'this_month' | 'last_month' | 'last_7_days' | 'last_30_days'
  readonly from: string
  readonly to: string
}

export type UsageFilterProps = {
  readonly base: string
  readonly choice: UsageChoice
  readonly presets: readonly UsagePreset[]
}

/** Which time, meter and resource a report is about. The choice lives in the address; it works without script. */
export const UsageFilter = ({ base, choice, presets }: UsageFilterProps) => {
  const t = useTranslations('usage')
  return (
    <div className="flex flex-col gap-3">
      <nav aria-label={t('time')} className="-mx-1 flex max-w-full gap-1 overflow-x-auto p-1">
        {presets.map(({ preset, from, to }) => {
          const current = from === choice.from && to === choice.to
          return (
            <Link
              key={preset}
              href={usageAddress(base, { ...choice, from, to })}
              aria-current={current ? 'true' : undefined}
              className={classNames(
                'whitespace-nowrap rounded-md px-2.5 py-1 font-medium text-ink-soft text-sm hover:bg-hover hover:text-ink',
                current && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
              )}
            >
              {t(preset)}
            </Link>
          )
        })}
      </nav>
      <form action={base} key={`${choice.from} ${choice.to}`} className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <Field label={t('from')} className="w-36">
          {(control) => <Input {...control} type="date" name="from" defaultValue={choice.from} required />}
        </Field>
        <Field label={t('to')} className="w-36">
          {(control) => <Input {...control} type="date" name="to" defaultValue={choice.to} required />}
        </Field>
        {choice.meter === null ? null : <input type="hidden" name="meter" value={choice.meter} />}
        {choice.resource === null ? null : <input type="hidden" name="resource" value={choice.resource} />}
        <Button type="submit" variant="secondary">
          {t('show')}
        </Button>
        {choice.meter === null ? null : (
          <LinkButton href={usageAddress(base, { ...choice, meter: null })} variant="ghost">
            {t('clearMeter', { meter: choice.meter })}
          </LinkButton>
        )}
        {choice.resource === null ? null : (
          <LinkButton href={usageAddress(base, { ...choice, resource: null })} variant="ghost">
            {t('clearResource', { resource: choice.resource || t('noResource') })}
          </LinkButton>
        )}
      </form>
    </div>
  )
}
