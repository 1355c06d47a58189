'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { formatMoney } from '@/lib/core/money/format'
import type { TypedTerms } from './read-terms'
import type { RechargeItem } from './recharge-item'

export type RechargeFieldsProps = {
  readonly recharge: RechargeItem
  readonly error: (field: keyof TypedTerms) => string | undefined
}

/** Threshold, amount and cap, as they are kept. */
export const RechargeFields = ({ recharge, error }: RechargeFieldsProps) => {
  const t = useTranslations('recharge')
  const { currency, limits } = recharge
  const range = { least: formatMoney(limits.least, currency), most: formatMoney(limits.most, currency) }
  const amount = (name: keyof TypedTerms, label: string, hint: string, value: string, optional = false) => (
    <Field label={`${label} (${currency})`} hint={hint} error={error(name)} optional={optional}>
      {(control) => (
        <Input
          {...control}
          name={name}
          inputMode="decimal"
          autoComplete="off"
          maxLength={25}
          defaultValue={value}
          className="figures"
        />
      )}
    </Field>
  )
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {amount('threshold', t('threshold'), t('thresholdHint'), recharge.threshold)}
      {amount('amount', t('amount'), t('amountHint', range), recharge.amount)}
      {amount('monthlyCap', t('monthlyCap'), t('monthlyCapHint'), recharge.monthlyCap ?? '', true)}
    </div>
  )
}
