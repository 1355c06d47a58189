'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { mostSpendAlerts } from '@/lib/core/alerts/settings'

export type AlertAmountsProps = {
  readonly currency: string
  readonly amounts: readonly string[]
  readonly change: (amounts: string[]) => void
  /** Of `spend 0` and so on. */
  readonly errorOf: (name: string) => string | undefined
}

/** Rows have no other name than their place. */
const places = Array.from({ length: mostSpendAlerts }, (_, place) => place)

/** Amounts of usage in a month that are told, each in a row of its own. */
export const AlertAmounts = ({ currency, amounts, change, errorOf }: AlertAmountsProps) => {
  const t = useTranslations('settings')
  const group = useRef<HTMLFieldSetElement>(null)
  /** The keyboard goes on in the row that came, in the last that is left, or where one is added. */
  const focusLast = () =>
    setTimeout(() => {
      const last = [...(group.current?.querySelectorAll('input') ?? [])].at(-1)
      const next = last ?? group.current?.querySelector<HTMLElement>('[data-add]')
      next?.focus()
    }, 0)
  return (
    <fieldset ref={group} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t('alertsSpend', { currency })}</legend>
      {places.slice(0, amounts.length).map((place) => (
        <div key={place} className="flex items-start gap-2">
          <Field
            label={<span className="sr-only">{t('alertsSpendOf', { number: place + 1 })}</span>}
            error={errorOf(`spend ${place}`)}
            className="grow gap-0"
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                maxLength={20}
                value={amounts[place] ?? ''}
                onChange={(event) => change(amounts.with(place, event.target.value))}
              />
            )}
          </Field>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('alertsSpendRemove', { number: place + 1 })}
            onClick={() => {
              change(amounts.toSpliced(place, 1))
              focusLast()
            }}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      {amounts.length >= mostSpendAlerts ? null : (
        <Button
          data-add
          variant="ghost"
          size="small"
          className="self-start"
          onClick={() => {
            change([...amounts, ''])
            focusLast()
          }}
        >
          <Plus aria-hidden />
          {t('alertsSpendAdd')}
        </Button>
      )}
      <p className="text-ink-faint text-xs">{t('alertsSpendHint')}</p>
    </fieldset>
  )
}
