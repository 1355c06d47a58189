'use client'

import { CornerDownRight, ReceiptText } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { CopyText } from '@/components/ui/copy-text'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { useFirstOf } from '@/components/ui/use-first-of'

type ReturnState = 'refunded' | 'refund_pending' | 'refund_failed' | 'asked' | 'open' | 'won' | 'lost'

/** Instants are ISO text, amounts decimal text. */
export type ChargeRow = {
  readonly chargeId: string
  readonly title: string
  readonly amount: string
  readonly currency: string
  readonly paidAt: string
  readonly periodEndsAt: string
  /** When what went back of it ended the subscription; null where it did not. */
  readonly endedAt: string | null
  readonly returns: readonly {
    readonly returnId: string
    readonly amount: string
    readonly currency: string
    readonly at: string
    readonly state: ReturnState
  }[]
}

export type BalanceKept = {
  readonly amount: string
  readonly currency: string
  readonly side: 'credit' | 'owed'
  readonly used: boolean
}

export type ChargesPanelProps = {
  /** Newest first. */
  readonly charges: readonly ChargeRow[]
  readonly balance: BalanceKept | null
  readonly zone: string
}

const mostAtFirst = 10

const states: Readonly<Record<ReturnState, { readonly words: string; readonly tone: BadgeTone }>> = {
  refunded: { words: 'Refunded', tone: 'neutral' },
  refund_pending: { words: 'Refund on its way', tone: 'warn' },
  refund_failed: { words: 'Refund failed', tone: 'bad' },
  asked: { words: 'Asked about by the bank', tone: 'warn' },
  open: { words: 'Disputed', tone: 'bad' },
  won: { words: 'Dispute won', tone: 'good' },
  lost: { words: 'Dispute lost', tone: 'bad' },
}

const rule =
  'A lost dispute, or a refund of all that was paid for the running period, ends the subscription at once. An open dispute keeps it, but nothing new can be bought.'

/** What Stripe charged an organization for plans and tiers, what went back of it, and what is kept on its account. */
export const ChargesPanel = ({ charges, balance, zone }: ChargesPanelProps) => {
  const { shown, more } = useFirstOf(charges, mostAtFirst)
  return (
    <Card aria-label="Subscription charges">
      <CardHeader title="Subscription charges" text={`${rule} Times in ${zone}.`} />
      {balance ? (
        <CardBody>
          <BalanceNote {...balance} />
        </CardBody>
      ) : null}
      {charges.length === 0 ? (
        <EmptyState
          icon={<ReceiptText aria-hidden />}
          title="No charges"
          text="What Stripe charges for plans and tiers appears here."
        />
      ) : (
        <Table label="Subscription charges, the newest first">
          <TableHead>
            <tr>
              <HeadCell>What</HeadCell>
              <HeadCell className="hidden sm:table-cell">Date</HeadCell>
              <HeadCell numeric>Amount</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {shown.map((charge) => (
              <ChargeRows key={charge.chargeId} charge={charge} zone={zone} />
            ))}
          </TableBody>
        </Table>
      )}
      {more}
    </Card>
  )
}

const BalanceNote = ({ amount, currency, side, used }: BalanceKept) => (
  <Alert
    tone={used ? 'info' : 'warn'}
    title={
      <>
        <Money amount={amount} currency={currency} />{' '}
        {side === 'credit'
          ? 'of credit is on the account of the customer at Stripe'
          : 'is owed on the account at Stripe'}
      </>
    }
  >
    {used
      ? 'The next charge of a subscription takes it into account.'
      : 'No subscription uses it. Pay it out or adjust it in the Stripe dashboard.'}
  </Alert>
)

const ChargeRows = ({ charge, zone }: { readonly charge: ChargeRow; readonly zone: string }) => {
  const { chargeId, title, amount, currency, paidAt, periodEndsAt, endedAt, returns } = charge
  return (
    <>
      <TableRow>
        <Cell>
          <span className="block font-medium">{title}</span>
          <span className="block text-ink-soft text-xs">
            until <DateTime at={periodEndsAt} zone={zone} />
          </span>
          {endedAt ? (
            <span className="block text-bad text-xs">
              Ended on <DateTime at={endedAt} zone={zone} />, because its payment went back
            </span>
          ) : null}
          <CopyText text={chargeId} />
        </Cell>
        <Cell className="hidden sm:table-cell">
          <DateTime at={paidAt} zone={zone} />
        </Cell>
        <Cell numeric>
          <Money amount={amount} currency={currency} />
        </Cell>
      </TableRow>
      {returns.map(({ returnId, amount: of, currency: its, at, state }) => (
        <TableRow key={returnId} className="bg-sunken/50 text-ink-soft">
          <Cell>
            <span className="flex gap-2">
              <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
              <span className="min-w-0">
                <Badge tone={states[state].tone}>{states[state].words}</Badge>
                <CopyText text={returnId} />
              </span>
            </span>
          </Cell>
          <Cell className="hidden sm:table-cell">
            <DateTime at={at} zone={zone} />
          </Cell>
          <Cell numeric>
            <Money
              amount={`-${of}`}
              currency={its}
              className={state === 'refunded' || state === 'lost' || state === 'open' ? '' : 'line-through'}
            />
          </Cell>
        </TableRow>
      ))}
    </>
  )
}
