'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { formatMoney } from '@/lib/core/money/format'
import { roundUp } from '@/lib/core/money/round'
import { readAmount } from './read-amount'

export type CustomAmountProps = {
  readonly currency: string
  /** Decimal text, both included. */
  readonly limits: { readonly least: string; readonly most: string }
  /** What is missing for usage that waits, as decimal text: an amount that covers it and more is suggested. */
  readonly missing?: string
  readonly starting: boolean
  readonly disabled: boolean
  /** Is told the amount as decimal text. */
  readonly onBuy: (amount: string) => void
}

/** Credit of any amount. One that is out of range, or no amount, is told before anything is opened. */
export const CustomAmount = ({ currency, limits, missing = '', starting, disabled, onBuy }: CustomAmountProps) => {
  const t = useTranslations('buyCredit')
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(() => beyond(missing, limits))
  const [error, setError] = useState('')
  const range = { least: formatMoney(limits.least, currency), most: formatMoney(limits.most, currency) }
  const refuse = (sentence: string) => {
    setError(sentence)
    input.current?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const amount = readAmount(typed)
    if (amount === null) return refuse(t('noAmount'))
    const [least, most] = [readAmount(limits.least) ?? 0n, readAmount(limits.most) ?? 0n]
    if (amount < least || amount > most) return refuse(t('outOfRange', range))
    setError('')
    onBuy(formatDecimal(amount, minorPlaces))
  }
  return (
    <Card className="px-4 py-4 sm:px-5">
      <h3>{t('anyAmount')}</h3>
      <p className="text-ink-soft text-sm">{t('anyAmountText')}</p>
      <form noValidate onSubmit={submit} className="mt-3 flex flex-wrap items-start gap-3">
        <Field
          label={t('amountIn', { currency })}
          hint={t('limits', range)}
          error={error || undefined}
          className="w-full sm:w-72"
        >
          {(control) => (
            <Input
              {...control}
              ref={input}
              name="amount"
              inputMode="decimal"
              autoComplete="off"
              maxLength={25}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              className="figures"
            />
          )}
        </Field>
        <Button type="submit" loading={starting} disabled={disabled} className="w-full sm:mt-6.5 sm:w-auto">
          {t('buyAmount')}
        </Button>
      </form>
    </Card>
  )
}

/**
 * What is missing, rounded up to what can be paid, and as much more as may be bought at least, so that something is left; no
 * more than can be bought at a time.
 */
const beyond = (missing: string, { least, most }: CustomAmountProps['limits']): string => {
  const exact = parseDecimal(missing, picoPlaces)
  if (exact === null || exact <= 0n) return ''
  const [enough, limit] = [roundUp(exact, picoPerMinor) + (readAmount(least) ?? 0n), readAmount(most) ?? 0n]
  return formatDecimal(enough < limit ? enough : limit, minorPlaces)
}

const picoPerMinor = 10n ** BigInt(picoPlaces - minorPlaces)
