import { Repeat } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { instantWords } from '@/components/ui/calendar-words'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'

type Standing = 'good' | 'past_due' | 'degraded' | 'unpaid'

/** A subscription at Stripe. Instants are ISO text, the price is decimal text. */
export type SubscriptionRow = {
  readonly subscriptionId: string
  readonly product: 'plan' | 'tier'
  /** As the customer reads it. */
  readonly title: string
  readonly version: number
  readonly billed: 'monthly' | 'annual'
  readonly currency: string
  readonly price: string
  /** As Stripe says. */
  readonly status: string
  readonly live: boolean
  readonly standing: Standing
  readonly startedAt: string
  readonly periodEndsAt: string
  readonly endsAt: string | null
  readonly pastDueSince: string | null
}

export type SubscriptionsPanelProps = {
  /** Newest first. */
  readonly subscriptions: readonly SubscriptionRow[]
  readonly standing: Standing
  readonly dunning: { readonly since: string; readonly nextAt: string | null } | null
  readonly zone: string
}

const standingWords = {
  good: 'Nothing is owed.',
  past_due: 'Everything works; a banner asks the customer to pay.',
  degraded: 'Nothing new is sold to it until it pays.',
  unpaid: 'It is on the free plan and the Base tier until it pays.',
} as const

/** What an organization subscribes to at Stripe, and how it stands with it. */
export const SubscriptionsPanel = ({ subscriptions, standing, dunning, zone }: SubscriptionsPanelProps) => (
  <Card aria-label="Subscriptions">
    <CardHeader title="Subscriptions" text={`Plans and tiers that are paid at Stripe. Times in ${zone}.`} />
    {dunning ? (
      <CardBody>
        <Alert
          tone={standing === 'past_due' ? 'warn' : 'bad'}
          title={`Past due since ${instantWords(dunning.since, zone, 'en')}`}
        >
          {standingWords[standing]}
          {dunning.nextAt ? ` The next step is on ${instantWords(dunning.nextAt, zone, 'en')}.` : ''}
        </Alert>
      </CardBody>
    ) : null}
    {subscriptions.length === 0 ? (
      <EmptyState
        icon={<Repeat aria-hidden />}
        title="No subscriptions"
        text="What the customer subscribes to appears here."
      />
    ) : (
      <Table label="Subscriptions, the newest first">
        <TableHead>
          <tr>
            <HeadCell>What</HeadCell>
            <HeadCell className="hidden sm:table-cell">Standing</HeadCell>
            <HeadCell className="hidden md:table-cell">Since</HeadCell>
            <HeadCell className="hidden sm:table-cell">Renews or ends</HeadCell>
            <HeadCell numeric>Price</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {subscriptions.map((row) => (
            <Row key={row.subscriptionId} row={row} zone={zone} />
          ))}
        </TableBody>
      </Table>
    )}
  </Card>
)

/** What Stripe calls a subscription that is not live. */
const endedWords: Readonly<Record<string, string>> = {
  canceled: 'Ended',
  incomplete: 'First payment open',
  incomplete_expired: 'Never paid',
  paused: 'Paused',
  unpaid: 'Unpaid',
}
const dueWords = { past_due: 'Past due', degraded: 'Degraded', unpaid: 'Unpaid' } as const

const stateOf = ({ live, standing, endsAt, status }: SubscriptionRow): { tone: BadgeTone; words: string } => {
  if (!live) return { tone: 'neutral', words: endedWords[status] ?? status.replaceAll('_', ' ') }
  if (standing !== 'good') return { tone: 'bad', words: dueWords[standing] }
  return endsAt ? { tone: 'warn', words: 'Ends' } : { tone: 'good', words: 'Active' }
}

const Row = ({ row, zone }: { readonly row: SubscriptionRow; readonly zone: string }) => {
  const { product, version, billed, currency, price, startedAt, periodEndsAt, endsAt, subscriptionId, live } = row
  const { tone, words } = stateOf(row)
  const badge = <Badge tone={tone}>{words}</Badge>
  const until = <DateTime at={endsAt ?? periodEndsAt} zone={zone} />
  return (
    <TableRow>
      <Cell>
        <span className="font-medium [overflow-wrap:anywhere]">{row.title}</span>
        <span className="block text-ink-faint text-xs [overflow-wrap:anywhere]">
          {product === 'plan' ? 'Plan' : 'Tier'}, version {version}, {subscriptionId}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-faint text-xs sm:hidden">
          {badge}
          <span>
            {live && endsAt === null ? 'renews' : live ? 'ends' : 'until'} {until}
          </span>
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">{badge}</Cell>
      <Cell className="hidden text-ink-soft md:table-cell">
        <DateTime at={startedAt} zone={zone} />
      </Cell>
      <Cell className="hidden text-ink-soft sm:table-cell">{until}</Cell>
      <Cell numeric>
        <Money amount={price} currency={currency} />
        <span className="block text-ink-faint text-xs">{billed === 'annual' ? 'a year' : 'a month'}</span>
      </Cell>
    </TableRow>
  )
}
