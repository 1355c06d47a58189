import { DateTime } from '@/components/ui/date-time'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { LedgerItem } from '@/lib/contracts/funding'
import { Amount } from './amount'
import { movementWords } from './words'

export type LedgerListProps = { readonly entries: readonly LedgerItem[]; readonly zone: string }

/** What usage is referred to by names its grant at the end, which says nothing here. */
const shortReference = (reference: string): string => reference.replace(/^(usage:.*):gr_\w+$/, '$1')

/** Movements of credit, newest first. */
export const LedgerList = ({ entries, zone }: LedgerListProps) => (
  <Table label="Last movements of credit">
    <TableHead>
      <tr>
        <HeadCell>Movement</HeadCell>
        <HeadCell className="hidden sm:table-cell">When</HeadCell>
        <HeadCell numeric>Amount</HeadCell>
      </tr>
    </TableHead>
    <TableBody>
      {entries.map((entry) => (
        <TableRow key={`${entry.sequence} ${entry.grant} ${entry.kind}`}>
          <Cell>
            <span className="font-medium">{movementWords(entry)}</span>
            <span className="block max-w-96 text-ink-faint text-xs [overflow-wrap:anywhere]">
              {entry.note || shortReference(entry.reference)}
            </span>
            <span className="block text-ink-faint text-xs sm:hidden">
              <DateTime at={entry.occurredAt} zone={zone} />
            </span>
          </Cell>
          <Cell className="hidden sm:table-cell">
            <DateTime at={entry.occurredAt} zone={zone} />
          </Cell>
          <Cell numeric>
            <Amount amount={entry.amount} asset={entry.asset} />
          </Cell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
)
