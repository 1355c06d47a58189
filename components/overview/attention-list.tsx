import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { amountWords } from '@/components/funding/amount'
import { wayHref } from '@/components/stopped/way-href'
import { LinkButton } from '@/components/ui/button'
import { dayWords } from '@/components/ui/calendar-words'
import { Card, CardHeader } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import type { AttentionKind } from '@/lib/core/funding/attention'
import type { Biller } from '@/lib/core/funding/biller'
import type { Stop } from '@/lib/core/gate/stop'
import { cardMonth, cardName } from '@/lib/core/text/card-name'

/** What needs somebody, the most urgent first, with what is said about it. */
export type Attention = {
  readonly kinds: readonly AttentionKind[]
  readonly stop: Stop | null
  readonly biller: Biller
  readonly hasCard: boolean
  readonly card: { readonly brand: string; readonly last4: string; readonly expires: string } | null
  /** `href` leads to the invoice where it is one. */
  readonly overdue: { readonly count: number; readonly href: string | null }
  /** Invoices that are open because the saved card was not charged. */
  readonly declined: { readonly count: number; readonly href: string | null }
  readonly runsOutOn: string | null
  readonly expiring: { readonly day: string; readonly amount: string; readonly asset: string } | null
}

const urgent: readonly AttentionKind[] = [
  'halted',
  'free_credit_used_up',
  'past_due',
  'overdue',
  'charge_failed',
  'card_expired',
]

/** Each with the one link that mends it; nothing is shown where all is well. */
export const AttentionList = ({ org, attention }: { org: string; attention: Attention }) => {
  const t = useTranslations('attention')
  const said = useSaid(attention)
  if (attention.kinds.length === 0) return null
  return (
    <Card aria-label={t('title')}>
      <CardHeader title={t('title')} />
      <ul className="divide-y divide-line border-line border-t">
        {attention.kinds.map((kind) => {
          const bad = urgent.includes(kind)
          const Icon = bad ? CircleAlert : TriangleAlert
          const { href, words } = mendOf(org, kind, attention)
          return (
            <li key={kind} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 sm:px-5">
              <Icon
                aria-hidden
                className={classNames('mt-0.75 size-4 shrink-0 self-start sm:mt-1.5', bad ? 'text-bad' : 'text-warn')}
              />
              <span className="min-w-0 flex-1 basis-64">
                <span className="font-medium" suppressHydrationWarning>
                  {t(`${kind}.title`, kind === 'charge_failed' ? { ...said, count: attention.declined.count } : said)}
                </span>{' '}
                <span className="text-ink-soft text-sm">{t(`${kind}.text`, said)}</span>
              </span>
              <LinkButton href={href} size="small" variant="secondary" className="max-sm:ml-7">
                {t(`mend.${words}`)}
              </LinkButton>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** The figures and names that the sentences are about. */
const useSaid = ({ stop, card, overdue, runsOutOn, expiring }: Attention) => {
  const locale = useLocale()
  const t = useTranslations('stopped.reason')
  const ui = useTranslations('ui')
  return {
    reason: stop ? t(stop.reason) : '',
    card: card ? cardName(card) : '',
    month: card?.expires ? cardMonth(card.expires) : '',
    count: overdue.count,
    runsOut: runsOutOn ? dayWords(runsOutOn, locale) : '',
    expires: expiring ? dayWords(expiring.day, locale) : '',
    amount: expiring ? amountWords(expiring.amount, expiring.asset, ui) : '',
  }
}

type Mend =
  | 'buy_credit'
  | 'add_card'
  | 'subscribe'
  | 'raise_cap'
  | 'plans'
  | 'invoice'
  | 'invoices'
  | 'recharge'
  | 'credits'

const mendOf = (org: string, kind: AttentionKind, attention: Attention): { href: string; words: Mend } => {
  const { stop, overdue, biller, hasCard } = attention
  const way = (words: 'buy_credit' | 'add_card' | 'subscribe' | 'raise_cap') => ({ href: wayHref(org, words), words })
  // Credit that ends is followed by what the biller takes next.
  const more = (): ReturnType<typeof mendOf> => {
    if (biller === 'free_credit') {
      return hasCard ? { href: `/o/${org}/usage`, words: 'credits' } : way('add_card')
    }
    return biller === 'linked' ? { href: `/o/${org}/plans`, words: 'plans' } : way('buy_credit')
  }
  switch (kind) {
    case 'halted':
      return way(stop?.way ?? 'buy_credit')
    case 'free_credit_used_up':
    case 'no_card':
    case 'card_expired':
    case 'card_expiring':
      return way('add_card')
    case 'past_due':
      return { href: `/o/${org}/plans`, words: 'plans' }
    case 'overdue':
      return overdue.href
        ? { href: overdue.href, words: 'invoice' }
        : { href: `/o/${org}/invoices?status=overdue`, words: 'invoices' }
    case 'charge_failed':
      return attention.declined.href
        ? { href: attention.declined.href, words: 'invoice' }
        : { href: `/o/${org}/invoices?status=open`, words: 'invoices' }
    case 'recharge_off':
      return { href: `/o/${org}/credits#auto-recharge`, words: 'recharge' }
    case 'runs_out':
      return more()
    case 'credit_expiring':
      return {
        href: `/o/${org}/${biller === 'free_credit' || biller === 'linked' ? 'usage' : 'credits'}`,
        words: 'credits',
      }
  }
}
