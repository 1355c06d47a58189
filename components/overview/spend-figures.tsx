import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { InvoiceItem } from '@/components/invoices/invoice-item'
import { dayWords, monthWords } from '@/components/ui/calendar-words'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Stat } from '@/components/ui/stat'
import { usageAddress } from '@/components/usage/usage-item'
import { formatMoney } from '@/lib/core/money/format'
import type { Spend } from './spend-item'

export type NextInvoice = { readonly expectedOn: string; readonly soFar: string }

export type SpendFiguresProps = {
  readonly org: string
  readonly currency: string
  readonly spend: Spend
  /** The figures are those of the invoice to come, fees included; otherwise those of usage. */
  readonly billed: boolean
  /** Null where nothing goes onto a bill. */
  readonly nextInvoice: NextInvoice | null
  readonly openInvoices: readonly InvoiceItem[]
  /** The sum of them per currency, decimal text; a single one as a rule. */
  readonly openTotals: readonly { readonly amount: string; readonly currency: string }[]
}

/** Used so far, what it comes to by the end of the month, and what is billed or to be paid: each opens. */
export const SpendFigures = (props: SpendFiguresProps) => {
  const { org, currency, spend, billed, nextInvoice, openInvoices, openTotals } = props
  const t = useTranslations('overview')
  const locale = useLocale()
  const usage = `/o/${org}/usage`
  const { from, to } = spend.before
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      <Stat
        label={t(billed ? 'costIn' : 'usedIn', { month: monthWords(spend.month, locale) })}
        value={
          <Opens href={billed ? '#month-so-far' : usage}>
            <Money amount={spend.spent} currency={currency} />
          </Opens>
        }
        hint={
          billed && nextInvoice
            ? t('nextInvoiceHint', { day: dayWords(nextInvoice.expectedOn, locale) })
            : spend.unpaid
              ? t('unpaid', { amount: formatMoney(spend.unpaid, currency) })
              : t('usedHint')
        }
      />
      <Stat
        label={t(billed ? 'costForecast' : 'forecast', { day: dayWords(spend.lastDay, locale) })}
        value={
          <Opens href={billed ? `/o/${org}/invoices` : usageAddress(usage, { from, to, meter: null, resource: null })}>
            <Money amount={spend.forecast} currency={currency} />
          </Opens>
        }
        hint={
          /[1-9]/.test(spend.lastMonth) ? (
            <>
              {spend.change === null ? null : <Change change={spend.change} />}{' '}
              {t(spend.change === null ? 'before' : 'thanBefore', { month: monthWords(spend.before.month, locale) })} (
              <Money amount={spend.lastMonth} currency={currency} />)
            </>
          ) : (
            t(billed ? 'noCostBefore' : 'noneBefore')
          )
        }
      />
      {nextInvoice && !billed && openInvoices.length === 0 ? (
        <Stat
          label={t('nextInvoice')}
          value={
            <Opens href="#month-so-far">
              <Money amount={nextInvoice.soFar} currency={currency} />
            </Opens>
          }
          hint={t('nextInvoiceHint', { day: dayWords(nextInvoice.expectedOn, locale) })}
        />
      ) : (
        <OpenStat
          org={org}
          openInvoices={openInvoices}
          openTotals={openTotals.length > 0 ? openTotals : [{ amount: '0', currency }]}
        />
      )}
    </div>
  )
}

const Opens = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="underline-offset-4 hover:underline">
    {children}
  </Link>
)

const Change = ({ change }: { change: number }) => (
  <span className="figures whitespace-nowrap">
    {change > 0 ? '+' : change < 0 ? '−' : '±'}
    {Math.abs(change)} %
  </span>
)

const OpenStat = ({
  org,
  openInvoices,
  openTotals,
}: Pick<SpendFiguresProps, 'org' | 'openInvoices' | 'openTotals'>) => {
  const t = useTranslations('overview')
  const overdue = openInvoices.filter(({ status }) => status === 'overdue').length
  return (
    <Stat
      label={t('openInvoices')}
      value={
        <Opens href={`/o/${org}/invoices`}>
          {openTotals.map(({ amount, currency }) => (
            <Money key={currency} amount={amount} currency={currency} className="block" />
          ))}
        </Opens>
      }
      hint={
        <>
          {t('openCount', { count: openInvoices.length })}
          {overdue > 0 ? (
            <span className="font-medium text-bad"> · {t('overdueCount', { count: overdue })}</span>
          ) : null}
        </>
      }
    />
  )
}
