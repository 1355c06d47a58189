import type { Alert } from '@/lib/core/alerts/alert'
import { waterfalls } from '@/lib/core/funding/biller'
import { explainedDecline } from '@/lib/core/funding/decline'
import { explainedChargeFailure } from '@/lib/core/invoices/card-charge'
import type { Language } from '@/lib/core/invoices/snapshot'
import { formatMoney, formatQuantity } from '@/lib/core/money/format'

/** Says a message of the language that is written in. */
export type Say = (key: string, values?: Readonly<Record<string, string>>) => string

export type AlertWords = {
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** On the button. */
  readonly act: string
  /** Where it leads, below the organization's page: `/usage`, or empty. */
  readonly path: '' | '/usage' | '/credits' | '/payment-methods' | '/plans' | '/invoices' | `/invoices/${string}`
}

const pathOf = { purchase: '/credits', invoice: '/invoices', subscription: '/plans' } as const

export type Reader = {
  readonly language: Language
  /** In which days begin and end. */
  readonly zone: string
  /** The organization's name as it is shown. */
  readonly org: string
}

/** What an alert says, in a language. */
export const alertWords = (alert: Alert, { language, zone, org }: Reader, say: Say): AlertWords => {
  const day = (instant: string): string =>
    new Intl.DateTimeFormat(`${language}-CH`, { dateStyle: 'long', timeZone: zone }).format(new Date(instant))
  const month = (text: string): string =>
    new Intl.DateTimeFormat(`${language}-CH`, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${text}-01T00:00:00Z`),
    )
  const of = (path: AlertWords['path'], values: Readonly<Record<string, string>>, ...lines: readonly string[]) => ({
    subject: say(`mail.${alert.kind}.subject`, { org, ...values }),
    paragraphs: lines.map((line) => say(line.includes('.') ? line : `mail.${alert.kind}.${line}`, values)),
    act: say(`mail.${alert.kind}.act`, values),
    path,
  })
  const both = ['first', 'second'] as const
  switch (alert.kind) {
    case 'spend': {
      const { limit, spent, currency } = alert.says
      const amounts = { limit: formatMoney(limit, currency), spent: formatMoney(spent, currency) }
      return of('/usage', { month: month(alert.says.month), ...amounts }, ...both)
    }
    case 'credit': {
      const { limit, left, currency, biller } = alert.says
      const values = { limit: formatMoney(limit, currency), left: formatMoney(left, currency) }
      if (waterfalls[biller].sources.includes('credits')) return of('/credits', values, ...both)
      return { ...of('/credits', values, 'first', 'after'), act: say('mail.credit.look') }
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
      const values = { org, amount: formatMoney(amount, currency), what: say(`mail.returned.what.${about}`, { name }) }
      return {
        subject: say(`mail.returned.subject.${state}`, values),
        paragraphs: [say(`mail.returned.first.${state}`, values), say(`mail.returned.next.${effect}`)],
        act: say('mail.returned.act'),
        path: pathOf[about],
      }
    }
  }
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

/**
 * An alert as an e-mail, in text and in HTML.
 * @param home the address of the organization's page.
 */
export const alertMail = (
  alert: Alert,
  reader: Reader,
  say: Say,
  home: string,
): { readonly subject: string; readonly text: string; readonly html: string } => {
  const { subject, paragraphs, act, path } = alertWords(alert, reader, say)
  const [target, settings] = [`${home}${path}`, `${home}/settings#alerts`]
  const [why, choose] = [say('mail.why', { org: reader.org }), say('mail.choose')]
  const text = [...paragraphs, `${act}: ${target}`, `-- \n${why}\n${choose}: ${settings}`].join('\n\n')
  const html = `<!doctype html>
<html lang="${reader.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
<div style="max-width:560px;margin:0 auto">
<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${escaped(subject)}</h1>
${paragraphs.map((each) => `<p style="margin:0 0 12px">${escaped(each)}</p>`).join('\n')}
<p style="margin:24px 0"><a href="${escaped(target)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#0b5a68;color:#ffffff;text-decoration:none;font-weight:600">${escaped(act)}</a></p>
<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #8884;font-size:13px;opacity:.75">${escaped(why)} <a href="${escaped(settings)}" style="color:inherit">${escaped(choose)}</a></p>
</div>
</body>
</html>
`
  return { subject, text: `${text}\n`, html }
}
