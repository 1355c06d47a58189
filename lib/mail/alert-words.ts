import type { Alert } from '@/lib/core/alerts/alert'
import { waterfalls } from '@/lib/core/funding/biller'
import { explainedDecline } from '@/lib/core/funding/decline'
import { explainedChargeFailure } from '@/lib/core/invoices/card-charge'
import { formatMoney, formatQuantity } from '@/lib/core/money/format'
import { dayOf, monthText } from './mail-days'
import type { Reader, Say } from './reader'

export type AlertWords = {
  /** With the organization's name: who owns several knows which it is about. */
  readonly subject: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  /** On the button. */
  readonly act: string
  /** Where it leads, below the organization's page: `/usage`, or empty. */
  readonly path: '' | '/usage' | '/credits' | '/payment-methods' | '/plans' | '/invoices' | `/invoices/${string}`
}

const pathOf = { purchase: '/credits', invoice: '/invoices', subscription: '/plans' } as const

type Values = Readonly<Record<string, string | number>>

/** What an alert says, in a language. */
export const alertWords = (alert: Alert, reader: Reader, say: Say): AlertWords => {
  const words = wordsOf(alert, reader, say)
  return { ...words, subject: say('mail.subject', { org: reader.org, about: words.heading }) }
}

const wordsOf = (alert: Alert, reader: Reader, say: Say): Omit<AlertWords, 'subject'> => {
  const day = (instant: string): string => dayOf(instant, reader)
  const of = (path: AlertWords['path'], values: Values, ...lines: readonly string[]) => ({
    heading: say(`mail.${alert.kind}.subject`, values),
    paragraphs: lines.map((line) => say(line.includes('.') ? line : `mail.${alert.kind}.${line}`, values)),
    act: say(`mail.${alert.kind}.act`, values),
    path,
  })
  const both = ['first', 'second'] as const
  switch (alert.kind) {
    case 'spend': {
      const { limit, spent, currency } = alert.says
      const amounts = { limit: formatMoney(limit, currency), spent: formatMoney(spent, currency) }
      return of('/usage', { month: monthText(alert.says.month, reader), ...amounts }, ...both)
    }
    case 'credit': {
      const { limit, left, currency, biller } = alert.says
      const values = { limit: formatMoney(limit, currency), left: formatMoney(left, currency) }
      if (waterfalls[biller].sources.includes('credits')) return of('/credits', values, ...both)
      return { ...of('/credits', values, 'first', 'after'), act: say('mail.credit.look') }
    }
    case 'credit_expiring': {
      const { amount, currency, expiresAt, days } = alert.says
      return of('/credits', { amount: formatMoney(amount, currency), day: day(expiresAt), days }, ...both)
    }
    case 'stopped':
      return of('', {}, `stopped.reason.${alert.says.reason}`, 'second')
    case 'goes_on':
      return of('', {}, ...both)
    case 'quota': {
      const { percent, used, quota, endsAt } = alert.says
      const values = { percent, used: formatQuantity(used), quota: formatQuantity(quota), endsOn: day(endsAt) }
      return of('/credits', values, ...both)
    }
    case 'recharge': {
      const { amount, currency, failure } = alert.says
      const why = say(`recharge.failure.${explainedDecline(failure)}`)
      return of('/credits', { amount: formatMoney(amount, currency), why }, ...both)
    }
    case 'invoice_charge': {
      const { invoice, number, amount, currency, failure } = alert.says
      const why = say(`invoices.charge.failure.${explainedChargeFailure(failure)}`)
      return of(`/invoices/${invoice}`, { number, amount: formatMoney(amount, currency), why }, ...both)
    }
    case 'owed': {
      const { standing, amount, currency, blockedAt, endedAt } = alert.says
      const days = { blockedOn: day(blockedAt), endedOn: day(endedAt) }
      return of('/payment-methods', { amount: formatMoney(amount, currency), ...days }, 'first', standing)
    }
    case 'returned': {
      const { state, effect, about, name, amount, currency } = alert.says
      const values = { amount: formatMoney(amount, currency), what: say(`mail.returned.what.${about}`, { name }) }
      return {
        heading: say(`mail.returned.subject.${state}`, values),
        paragraphs: [say(`mail.returned.first.${state}`, values), say(`mail.returned.next.${effect}`)],
        act: say('mail.returned.act'),
        path: pathOf[about],
      }
    }
    case 'renewal_ahead': {
      const { plan, amount, currency, renewsAt, card } = alert.says
      const values = { plan, amount: formatMoney(amount, currency), day: day(renewsAt), card }
      return of('/plans', values, 'first', card === '' ? 'no_card' : 'card', 'second')
    }
  }
}
