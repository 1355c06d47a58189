'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useRef, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Action } from '@/lib/contracts/action-result'
import type { ComputeFields, QuotaExceeded } from '@/lib/contracts/compute'
import { capCount } from '@/lib/core/gate/machine-quota'
import { limitOf, type Machine, type Quota, type SavedMachines } from './machines'
import { QuotaDialog } from './quota-dialog'

export type ComputeFormProps = {
  readonly org: string
  readonly payer: string
  /** Whom to ask for a higher quota; empty where nobody is named. */
  readonly contact: string
  readonly machines: readonly Machine[]
  readonly quotas: readonly Quota[]
  readonly settings: SavedMachines | null
  readonly save: Action<ComputeFields, { readonly exceeded: QuotaExceeded | null }>
}

type Fields = Omit<ComputeFields, 'org'>

const startOf = ({
  settings,
  quotas,
  machines,
}: Pick<ComputeFormProps, 'settings' | 'quotas' | 'machines'>): Fields => ({
  region: settings?.region ?? quotas[0]?.region ?? '',
  machineType: settings?.machineType ?? machines[0]?.machineType ?? '',
  count: String(settings?.count ?? 1),
})

/** Chooses machines. What is above the quota is said in a dialog, in the words of the API, with a way out (Q7). */
export const ComputeForm = (props: ComputeFormProps) => {
  const { org, machines, settings, save } = props
  const t = useTranslations('compute')
  const router = useRouter()
  const [fields, setFields] = useState(() => startOf(props))
  const [exceeded, setExceeded] = useState<QuotaExceeded | null>(null)
  const count = useRef<HTMLInputElement>(null)
  const sent = useRef(fields)
  const sizeOf = (name: string) => machines.find(({ machineType }) => machineType === name)?.description ?? name
  const { run, pending, failure, fieldError } = useAction(save, (answer) => {
    if (answer.exceeded) return setExceeded(answer.exceeded)
    const { count: saved, machineType, region } = sent.current
    toast.success(t('saved', { count: saved, size: sizeOf(machineType), region }))
    router.refresh()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    sent.current = { ...fields, region: fields.region.trim(), count: fields.count.trim() }
    run({ org, ...sent.current })
  }
  const giveIn = ({ limit, requested }: QuotaExceeded) => {
    const capped = capCount(limit, requested)
    if (capped !== null) setFields({ ...fields, count: String(capped) })
    else setFields(settings ? startOf(props) : { ...fields, count: '0' })
    setExceeded(null)
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4 border-line border-t pt-4">
      <Choice
        {...props}
        fields={fields}
        change={(part) => setFields({ ...fields, ...part })}
        error={fieldError}
        at={count}
      />
      {failure ? <Alert tone="bad" title={failure.message} /> : null}
      <Button type="submit" loading={pending} className="self-end">
        {t('save')}
      </Button>
      <QuotaDialog
        {...props}
        exceeded={exceeded}
        size={sizeOf(exceeded?.machine_type ?? '')}
        close={() => setExceeded(null)}
        giveIn={giveIn}
        focusAfter={() => count.current?.focus()}
      />
    </form>
  )
}

type ChoiceProps = Pick<ComputeFormProps, 'machines' | 'quotas' | 'settings'> & {
  readonly fields: Fields
  readonly change: (part: Partial<Fields>) => void
  readonly error: (field: string) => string | undefined
  readonly at: React.RefObject<HTMLInputElement | null>
}

const Choice = ({ machines, quotas, settings, fields, change, error, at }: ChoiceProps) => {
  const t = useTranslations('compute')
  const regions = useId()
  const known = [...new Set([...quotas.map(({ region }) => region), ...(settings ? [settings.region] : [])])].sort()
  const limit = limitOf({ machines, quotas }, fields.region.trim(), fields.machineType)
  return (
    <div className="grid items-start gap-4 sm:grid-cols-[1fr_1fr_8rem]">
      <Field label={t('region')} hint={t('regionHint')} error={error('region')}>
        {(control) => (
          <>
            <Input
              {...control}
              name="region"
              required
              maxLength={63}
              list={regions}
              autoComplete="off"
              value={fields.region}
              onChange={(event) => change({ region: event.target.value })}
            />
            <datalist id={regions}>
              {known.map((region) => (
                <option key={region} value={region} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label={t('machine')} error={error('machineType')}>
        {(control) => (
          <Select
            {...control}
            name="machineType"
            value={fields.machineType}
            onChange={(event) => change({ machineType: event.target.value })}
          >
            {machines.map(({ machineType, description }) => (
              <option key={machineType} value={machineType}>
                {t('machineOption', { size: description, name: machineType })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={t('count')}
        hint={limit === null ? undefined : limit === 0 ? t('countHintNone') : t('countHint', { limit })}
        error={error('count')}
      >
        {(control) => (
          <Input
            {...control}
            ref={at}
            name="count"
            inputMode="numeric"
            required
            maxLength={7}
            value={fields.count}
            onChange={(event) => change({ count: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
