'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Action } from '@/lib/contracts/action-result'
import type { DetailsFields } from '@/lib/contracts/org-settings'
import { type DetailName, detailNames, detailShapes, languages } from './details-fields'

type Saved = { readonly version: number; readonly buyer: Omit<DetailsFields, 'language'> }
export type DetailsInput = DetailsFields & { readonly org: string; readonly expected: number }

export type DetailsFormProps = {
  readonly org: string
  /** What a change starts from. */
  readonly version: number
  readonly details: DetailsFields
  readonly save: Action<DetailsInput, Saved>
}

/**
 * Edits whom invoices name. Where somebody else saved meanwhile nothing that was typed is lost: the form says so, shows
 * beside each field what is saved now, and saves over it when it is asked again.
 */
export const DetailsForm = ({ org, version, details, save }: DetailsFormProps) => {
  const t = useTranslations('settings')
  const router = useRouter()
  const [typed, setTyped] = useState(details)
  const [shown, setShown] = useState(details)
  const [base, setBase] = useState(version)
  const [overtaken, setOvertaken] = useState(false)
  const { run, pending, failure, fieldError } = useAction(save, (answer) => {
    const saved = { ...typed, ...answer.buyer }
    // What was typed since it was sent stays.
    setTyped((now) => (now === typed ? saved : now))
    setShown(saved)
    setBase(answer.version)
    setOvertaken(false)
    toast.success(t('saved'))
    router.refresh()
  })
  const isStale = failure?.code === 'stale'
  useEffect(() => {
    if (isStale && failure) router.refresh()
  }, [isStale, failure, router])
  // Saving goes on from what somebody else saved only once the reader was told of it.
  useEffect(() => {
    if (!isStale || version === base) return
    setBase(version)
    setOvertaken(true)
  }, [isStale, version, base])
  const send = (event: FormEvent) => {
    event.preventDefault()
    run({ ...typed, org, expected: base })
  }
  /** What is saved by now, where it is neither what this form began with nor what stands in it. */
  const savedNow = (name: keyof DetailsFields): string | undefined => {
    const now = details[name]
    if (!overtaken || now === shown[name] || now === typed[name]) return undefined
    const words = name === 'language' ? t(details.language) : now
    return words ? t('savedNow', { value: words }) : t('savedNowEmpty')
  }
  const change = (part: Partial<DetailsFields>) => setTyped({ ...typed, ...part })
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      <div className="grid grid-cols-6 gap-x-3 gap-y-4">
        {detailNames.map((name) => (
          <DetailField
            key={name}
            name={name}
            value={typed[name]}
            change={(value) => change({ [name]: value })}
            error={fieldError(name)}
            savedNow={savedNow(name)}
          />
        ))}
        <LanguageField value={typed.language} change={change} savedNow={savedNow('language')} />
      </div>
      {isStale || overtaken ? (
        <Alert tone="warn" title={t('staleTitle')}>
          {t('staleText')}
        </Alert>
      ) : null}
      {failure && !isStale ? <Alert tone="bad" title={failure.message} /> : null}
      <Button type="submit" loading={pending} className="self-end">
        {t('save')}
      </Button>
    </form>
  )
}

type DetailFieldProps = {
  readonly name: DetailName
  readonly value: string
  readonly change: (value: string) => void
  readonly error: string | undefined
  readonly savedNow: string | undefined
}

const DetailField = ({ name, value, change, error, savedNow }: DetailFieldProps) => {
  const t = useTranslations('settings')
  const { most, place, needed, fill } = detailShapes[name]
  return (
    <Field
      label={t(name)}
      hint={savedNow ?? (name === 'vatNumber' ? t('vatNumberHint') : undefined)}
      error={error}
      className={place}
    >
      {(control) => (
        <Input
          {...control}
          name={name}
          value={value}
          onChange={(event) => change(event.target.value)}
          required={needed}
          maxLength={most}
          autoComplete={fill}
          {...(name === 'email' ? { type: 'email' } : {})}
          {...(name === 'country' ? { pattern: '[A-Z]{2}', title: t('countryTitle') } : {})}
        />
      )}
    </Field>
  )
}

type LanguageFieldProps = {
  readonly value: DetailsFields['language']
  readonly change: (part: Pick<DetailsFields, 'language'>) => void
  readonly savedNow: string | undefined
}

const LanguageField = ({ value, change, savedNow }: LanguageFieldProps) => {
  const t = useTranslations('settings')
  const chosen = (text: string) => languages.find((language) => language === text) ?? value
  return (
    <Field label={t('language')} hint={savedNow ?? t('languageHint')} className="col-span-6">
      {(control) => (
        <Select
          {...control}
          name="language"
          value={value}
          onChange={(event) => change({ language: chosen(event.target.value) })}
        >
          {languages.map((language) => (
            <option key={language} value={language}>
              {t(language)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
