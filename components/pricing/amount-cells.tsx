import { Cell, HeadCell } from '@/components/ui/table'
import { groupDigits } from '@/lib/core/money/format'
import { percentWords } from './change-words'
import type { AmountsItem } from './what-if-item'

/** Heads of the columns before and after. */
export const AmountHeads = ({ currency }: { currency: string }) => (
  <>
    <HeadCell numeric className="hidden sm:table-cell">
      Before ({currency})
    </HeadCell>
    <HeadCell numeric className="hidden sm:table-cell">
      After ({currency})
    </HeadCell>
  </>
)

const signed = (amount: string): string => `${/^-|^0\.00$/.test(amount) ? '' : '+'}${groupDigits(amount, 2)}`

/** Before, after, and the difference with its per cent below. Narrow screens show the first two in the difference's place. */
export const AmountCells = ({ before, after, difference, percent }: AmountsItem) => (
  <>
    <Cell numeric className="hidden text-ink-soft sm:table-cell">
      {groupDigits(before, 2)}
    </Cell>
    <Cell numeric className="hidden sm:table-cell">
      {groupDigits(after, 2)}
    </Cell>
    <Cell numeric>
      <span className="font-medium">{signed(difference)}</span>
      <span className="block text-ink-faint text-xs sm:hidden">
        {groupDigits(before, 2)} → {groupDigits(after, 2)}
      </span>
    </Cell>
    <Cell numeric className="text-ink-soft">
      {difference === '0.00' ? '–' : percent === null ? 'new' : percentWords(percent)}
    </Cell>
  </>
)
