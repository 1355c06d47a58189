'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button, LinkButton } from '@/components/ui/button'
import { readFields } from '@/components/ui/form-fields'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { formatMoney } from '@/lib/core/money/format'
import { readTerms, type TypedTerms } from './read-terms'
import { RechargeFields } from './recharge-fields'
import type { RechargeChoice, RechargeItem, RechargeTerms, SaveRecharge } from './recharge-item'
import { SwitchOnDialog } from './switch-on-dialog'
import { useFreshStanding } from './use-fresh-standing'

const names = ['threshold', 'amount', 'monthlyCap'] as const

/** The settings, and what is done with them: switched on after a question, saved while it is on, switched off. */
export const RechargeForm = ({ recharge, save }: { recharge: RechargeItem; save: SaveRecharge }) => {
  const t = useTranslations('recharge')
  const { org, currency, enabled, card, limits } = recharge
  const form = useRef<HTMLFormElement>(null)
  const [faults, setFaults] = useState<Partial<Record<keyof TypedTerms, string>>>({})
  const [asked, setAsked] = useState<RechargeTerms | null>(null)
  const saving = useSaving(recharge, save, () => setAsked(null))
  useFreshStanding(recharge.standing)
  const words = (fault: 'noAmount' | 'outOfRange' | 'capTooLow'): string =>
    t(fault, { least: formatMoney(limits.least, currency), most: formatMoney(limits.most, currency) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = readTerms(readFields(event.currentTarget, names), limits)
    saving.reset()
    if ('faults' in read) {
      const told = Object.entries(read.faults).map(([name, fault]) => [name, words(fault)] as const)
      const first = form.current?.elements.namedItem(told[0]?.[0] ?? '')
      if (first instanceof HTMLElement) first.focus()
      return setFaults(Object.fromEntries(told))
    }
    setFaults({})
    if (enabled) saving.run({ ...read.terms, org, enabled })
    else setAsked(read.terms)
  }
  const switchOff = () => saving.run({ org, enabled: false })
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <RechargeFields
        key={`${recharge.threshold} ${recharge.amount} ${recharge.monthlyCap}`}
        recharge={recharge}
        error={(field) => faults[field] ?? saving.fieldError(field)}
      />
      {saving.failure && asked === null ? <Alert tone="bad" title={saving.failure.message} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {enabled ? (
          <>
            <Button variant="secondary" disabled={saving.pending} onClick={switchOff}>
              {t('switchOff')}
            </Button>
            <Button type="submit" loading={saving.pending}>
              {t('save')}
            </Button>
          </>
        ) : card ? (
          <Button type="submit">{t('switchOn')}</Button>
        ) : (
          <>
            <span className="text-ink-soft">{t('needsCard')}</span>
            <LinkButton href={`/o/${org}/payment-methods`}>{t('addCard')}</LinkButton>
          </>
        )}
      </div>
      <SwitchOnDialog
        terms={asked}
        recharge={recharge}
        pending={saving.pending}
        failure={saving.failure?.message ?? ''}
        onConfirm={(terms) => saving.run({ ...terms, org, enabled: true })}
        onClose={() => setAsked(null)}
      />
    </form>
  )
}

/** Saves, reports the result and reloads the page; the page itself shows a decline. */
const useSaving = (recharge: RechargeItem, save: SaveRecharge, onDone: () => void) => {
  const t = useTranslations('recharge')
  const router = useRouter()
  const sent = useRef<RechargeChoice>({ org: recharge.org, enabled: false })
  const saving = useAction(save, ({ charged }) => {
    const choice = sent.current
    const said = {
      paid: 'charged',
      processing: 'processing',
      declined: null,
      none: choice.enabled ? 'saved' : 'switchedOff',
    } as const
    const word = said[charged?.status ?? 'none']
    const amount = choice.enabled ? formatMoney(choice.amount, recharge.currency) : ''
    if (word) toast.success(t(`done.${word}`, { amount }))
    onDone()
    router.refresh()
  })
  const run = (choice: RechargeChoice) => {
    sent.current = choice
    saving.run(choice)
  }
  return { ...saving, run }
}
