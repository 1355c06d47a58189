import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Link } from '@/components/ui/link'

export type SpanPreset = {
  readonly preset: 'this_month' | 'last_month' | 'last_7_days' | 'last_30_days'
  readonly from: string
  readonly to: string
}

export type SpanFilterProps = {
  /** The page that shows what is chosen. */
  readonly base: string
  /** Days, both included. */
  readonly from: string
  readonly to: string
  readonly presets: readonly SpanPreset[]
  readonly hrefOf: (span: { readonly from: string; readonly to: string }) => string
  /** Fields before the button. */
  readonly fields?: ReactNode
  /** What follows the button. */
  readonly children?: ReactNode
}

/** Which time a page is about. The choice lives in the address; it works without script. */
export const SpanFilter = ({ base, from, to, presets, hrefOf, fields, children }: SpanFilterProps) => {
  const t = useTranslations('usage')
  return (
    <div className="flex flex-col gap-3">
      <nav aria-label={t('time')} className="-mx-1 flex flex-wrap gap-1 p-1">
        {presets.map((each) => {
          const current = each.from === from && each.to === to
          return (
            <Link
              key={each.preset}
              href={hrefOf({ from: each.from, to: each.to })}
              aria-current={current ? 'true' : undefined}
              className={classNames(
                'whitespace-nowrap rounded-md px-2.5 py-1 font-medium text-ink-soft text-sm hover:bg-hover hover:text-ink',
                current && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
              )}
            >
              {t(each.preset)}
            </Link>
          )
        })}
      </nav>
      <form
        action={base}
        key={`${from} ${to}`}
        className="grid grid-cols-2 items-end gap-x-3 gap-y-2 sm:flex sm:flex-wrap"
      >
        <Field label={t('from')} className="sm:w-36">
          {(control) => <Input {...control} type="date" name="from" defaultValue={from} required />}
        </Field>
        <Field label={t('to')} className="sm:w-36">
          {(control) => <Input {...control} type="date" name="to" defaultValue={to} required />}
        </Field>
        {fields}
        <Button type="submit" variant="secondary" className="justify-self-start">
          {t('show')}
        </Button>
        {children}
      </form>
    </div>
  )
}
