import { CornerDownRight } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { CopyText } from '@/components/ui/copy-text'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'
import { Cell, TableRow } from '@/components/ui/table'
import type { DisputeItem } from '@/lib/contracts/payments'
import { frozenWords } from './dispute-said'
import { disputeStates, failureWords } from './words'

type DisputeRowProps = { readonly dispute: DisputeItem; readonly currency: string; readonly zone: string }

/** A dispute of the payment above it: how it stands, why, what was frozen and what came back. */
export const DisputeRow = ({ dispute, currency, zone }: DisputeRowProps) => {
  const { dispute: id, amount, standing, status, reason, openedAt } = dispute
  const { words, tone } = disputeStates[standing]
  const stands = standing === 'asked' || standing === 'won'
  return (
    <TableRow className="bg-sunken/50 text-ink-soft">
      <Cell>
        <span className="flex gap-2">
          <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span>Dispute</span>
              <Badge tone={tone}>{words}</Badge>
            </span>
            <span className="block text-xs">Reason: {failureWords(reason)}</span>
            <span className="block text-ink-faint text-xs">{frozenWords(dispute, currency)}</span>
            {status === standing ? null : (
              <span className="block text-ink-faint text-xs">Stripe says: {failureWords(status)}</span>
            )}
            <CopyText text={id} />
            <span className="block text-ink-faint text-xs sm:hidden">
              <DateTime at={openedAt} zone={zone} />
            </span>
          </span>
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <DateTime at={openedAt} zone={zone} />
      </Cell>
      <Cell className="hidden lg:table-cell" />
      <Cell numeric>
        <Money amount={`-${amount}`} currency={currency} className={stands ? 'line-through' : ''} />
      </Cell>
      <Cell className="hidden sm:table-cell" />
    </TableRow>
  )
}
