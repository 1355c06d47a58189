'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { instantWords } from '@/components/ui/calendar-words'
import { Money } from '@/components/ui/money'
import type { QuoteItem } from '@/lib/contracts/subscriptions'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { formatMoney } from '@/lib/core/money/format'
import type { InForce, Offer } from './plan-desk'
import { useGives } from './use-gives'

export type QuoteViewProps = {
  readonly quote: QuoteItem
  readonly offer: Offer
  readonly inForce: InForce
  readonly zone: string
}

/** What changes, how it adds up, what is charged now, and until when that holds. */
export const QuoteView = ({ quote, offer, inForce, zone }: QuoteViewProps) => {
  const t = useTranslations('plans')
  const locale = useLocale()
  const { expiresAt } = quote
  const endsAt = inForce.subscription?.endsAt
  return (
    <>
      <Difference quote={quote} offer={offer} inForce={inForce} />
      <Sum quote={quote} />
      <p className="text-ink-soft text-sm" suppressHydrationWarning>
        {t('holds', { at: instantWords(expiresAt, zone, locale), zone })}
        {endsAt ? ` ${t('stillEnds', { at: instantWords(endsAt, zone, locale), zone })}` : null}
      </p>
    </>
  )
}

const Difference = ({ quote, offer, inForce }: Omit<QuoteViewProps, 'zone'>) => {
  const t = useTranslations('plans')
  const gives = useGives()
  const { from, to, currency } = quote
  const priceWords = ({ billed, price }: QuoteItem['from']): string =>
    t(billed === 'annual' ? 'priceAnnual' : 'priceMonthly', { price: formatMoney(price, currency) })
  const before = inForce.gives ? gives(inForce.gives) : []
  const rows = [
    ...gives(offer.gives).map(({ term, value }) => ({
      term,
      now: before.find((each) => each.term === term)?.value ?? '',
      next: value,
    })),
    { term: t('price'), now: priceWords(from), next: priceWords(to) },
  ]
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left">
        <thead className="text-ink-soft text-sm">
          <tr>
            <td className="py-1 pr-3" />
            <th scope="col" className="py-1 pr-3 font-medium">
              {t('now')}
            </th>
            <th scope="col" className="py-1 font-medium">
              {t('then')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-y align-top">
          {rows.map(({ term, now, next }) => (
            <tr key={term}>
              <th scope="row" className="py-1.5 pr-3 font-normal text-ink-soft">
                {term}
              </th>
              <td className="figures py-1.5 pr-3 [overflow-wrap:anywhere]">{now}</td>
              <td className={`figures py-1.5 [overflow-wrap:anywhere] ${now === next ? '' : 'font-medium'}`}>{next}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const minorOf = (text: string): bigint => parseDecimal(text, minorPlaces) ?? 0n

const Sum = ({ quote }: Pick<QuoteViewProps, 'quote'>) => {
  const t = useTranslations('plans')
  const { lines, total, amountDue, currency } = quote
  const balance = minorOf(amountDue) - (minorOf(total) > 0n ? minorOf(total) : 0n)
  const left = minorOf(total) < 0n ? formatMoney(total.replace('-', ''), currency) : null
  return (
    <dl className="flex flex-col gap-1.5 rounded-md bg-sunken px-3.5 py-3">
      {lines.map(({ text, amount }) => (
        <Line key={`${text} ${amount}`} term={text}>
          <Money amount={amount} currency={currency} />
        </Line>
      ))}
      {balance < 0n ? (
        <Line term={t('balance')}>
          <Money amount={formatDecimal(balance, minorPlaces)} currency={currency} />
        </Line>
      ) : null}
      <div className="mt-1 flex flex-wrap justify-between gap-x-4 border-line border-t pt-2 font-semibold text-lg">
        <dt>{t('chargedNow')}</dt>
        <dd>
          <Money amount={amountDue} currency={currency} />
        </dd>
      </div>
      {left ? (
        <div className="text-ink-soft text-sm">
          <dt className="sr-only">{t('total')}</dt>
          <dd>{t('creditLeft', { amount: left })}</dd>
        </div>
      ) : null}
    </dl>
  )
}

const Line = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div className="flex justify-between gap-x-4 text-sm">
    <dt className="min-w-0 text-ink-soft [overflow-wrap:anywhere]">{term}</dt>
    <dd className="shrink-0">{children}</dd>
  </div>
)
