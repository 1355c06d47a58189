'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import type { AlertsInput } from '@/lib/contracts/org-settings'
import { AlertAmounts } from './alert-amounts'
import { switchesFor, type Tells } from './alert-switches'
import { readAlertAmounts } from './read-alert-amounts'
import { useSavingAlerts } from './use-saving-alerts'

/** What is chosen: amounts are decimal text, an empty one is never. */
export type ChosenAlerts = Omit<AlertsInput, 'org' | 'expected'>

export type AlertsFormProps = {
  readonly org: string
  readonly currency: string
  /** What a change starts from. */
  readonly version: number
  readonly chosen: ChosenAlerts
  /** What there is to tell under this biller; the rest is kept as it is, and not shown. */
  readonly tells: Tells
  readonly save: Action<AlertsInput, { readonly version: number }>
}

/** Chooses what is told by e-mail. */
export const AlertsForm = ({ org, currency, version, chosen, tells, save }: AlertsFormProps) => {
  const t = useTranslations('settings')
  const [typed, setTyped] = useState(chosen)
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set())
  const { pending, failure, isStale, send } = useSavingAlerts(save, org, version)
  const change = (part: Partial<ChosenAlerts>) => {
    setTyped({ ...typed, ...part })
    setUnread(new Set())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readAlertAmounts(typed)
    setUnread(read.unread)
    if (read.unread.size > 0) return
    const settled = { ...typed, ...read.amounts }
    setTyped(settled)
    send(settled)
  }
  const errorOf = (name: string) => (unread.has(name) ? t('alertsUnread') : undefined)
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <AlertAmounts currency={currency} amounts={typed.spend} change={(spend) => change({ spend })} errorOf={errorOf} />
      {tells.credit ? (
        <Field label={t('alertsCredit', { currency })} hint={t('alertsCreditHint')} error={errorOf('credit')}>
          {(control) => (
            <Input
              {...control}
              name="creditBelow"
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              value={typed.creditBelow}
              onChange={(event) => change({ creditBelow: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <div className="flex flex-col gap-2 text-sm">
        {switchesFor(tells).map((name) => (
          <Checkbox
            key={name}
            name={name}
            label={t(`alertSwitches.${name}`)}
            checked={typed[name]}
            onChange={(event) => change({ [name]: event.target.checked })}
          />
        ))}
      </div>
      {failure ? <Alert tone={isStale ? 'warn' : 'bad'} title={isStale ? t('alertsStale') : failure.message} /> : null}
      <Button type="submit" variant="secondary" loading={pending} className="self-end">
        {t('alertsSave')}
      </Button>
    </form>
  )
}
