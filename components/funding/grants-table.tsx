'use client'

import { Coins } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Progress } from '@/components/ui/progress'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { useFirstOf } from '@/components/ui/use-first-of'
import type { GrantItem } from '@/lib/contracts/funding'
import { Amount, percentOf } from './amount'
import { TakeBackDialog, type TakeBackDialogProps } from './take-back-dialog'
import { grantStates, originWords } from './words'

export type GrantsTableProps = {
  readonly grants: readonly GrantItem[]
  readonly zone: string
  readonly takeBack: TakeBackDialogProps['takeBack']
}

const mostAtFirst = 10

/** Credit in the order it is drawn, each with how much of it is gone. */
export const GrantsTable = ({ grants, zone, takeBack }: GrantsTableProps) => {
  const { shown, more } = useFirstOf(grants, mostAtFirst)
  if (grants.length === 0) {
    return <EmptyState icon={<Coins aria-hidden />} title="No credit" text="Grants and top-ups appear here." />
  }
  return (
    <>
      <Table label="Credit, in the order it is drawn">
        <TableHead>
          <tr>
            <HeadCell>Credit</HeadCell>
            <HeadCell numeric>Left</HeadCell>
            <HeadCell className="hidden w-40 sm:table-cell">Gone</HeadCell>
            <HeadCell className="hidden lg:table-cell">Granted</HeadCell>
            <HeadCell className="hidden sm:table-cell">Expires</HeadCell>
            <HeadCell className="hidden sm:table-cell">
              <span className="sr-only">What can be done</span>
            </HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {shown.map((grant) => (
            <GrantRow key={grant.grant} grant={grant} zone={zone} takeBack={takeBack} />
          ))}
        </TableBody>
      </Table>
      {more}
    </>
  )
}

/** The parts of a grant that say something, in words. */
const partsOf = ({ held, expired, refunded, asset }: GrantItem) =>
  [
    { name: 'held', amount: held },
    { name: 'expired', amount: expired },
    { name: 'taken back', amount: refunded },
  ].flatMap(({ name, amount }) =>
    /[1-9]/.test(amount)
      ? [
          <span key={name} className="block text-ink-faint text-xs">
            <Amount amount={amount} asset={asset} /> {name}
          </span>,
        ]
      : [],
  )

type GrantRowProps = Omit<GrantsTableProps, 'grants'> & { readonly grant: GrantItem }

const GrantRow = ({ grant, zone, takeBack }: GrantRowProps) => {
  const left = percentOf(grant.remaining, grant.granted)
  const { words, tone } = grantStates[grant.state]
  const action =
    grant.state === 'open' && /[1-9]/.test(grant.remaining) ? (
      <TakeBackDialog grant={grant} takeBack={takeBack} />
    ) : null
  return (
    <TableRow className={grant.state === 'open' ? '' : 'text-ink-soft'}>
      <Cell>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{originWords[grant.origin]}</span>
          <Badge tone={tone}>{words}</Badge>
        </span>
        <span className="block text-ink-faint text-xs">
          of <Amount amount={grant.granted} asset={grant.asset} />
        </span>
        {grant.expiresAt === null ? null : (
          <span className="block text-ink-faint text-xs sm:hidden">
            expires <DateTime at={grant.expiresAt} zone={zone} />
          </span>
        )}
        {action ? <span className="mt-2 block sm:hidden">{action}</span> : null}
      </Cell>
      <Cell numeric>
        <span className="font-medium">
          <Amount amount={grant.remaining} asset={grant.asset} />
        </span>
        {partsOf(grant)}
      </Cell>
      <Cell className="hidden sm:table-cell">
        <span className="mt-1.5 block">
          <Progress label={`${100 - left} % gone`} percent={100 - left} />
        </span>
        <span className="figures mt-1 block text-ink-faint text-xs">{100 - left} %</span>
      </Cell>
      <Cell className="hidden lg:table-cell">
        <DateTime at={grant.grantedAt} zone={zone} />
      </Cell>
      <Cell className="hidden sm:table-cell">
        {grant.expiresAt === null ? 'Never' : <DateTime at={grant.expiresAt} zone={zone} />}
      </Cell>
      <Cell className="hidden text-right sm:table-cell">{action}</Cell>
    </TableRow>
  )
}
