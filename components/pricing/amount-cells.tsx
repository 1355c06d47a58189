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

const percentOf = ({ difference, percent }: Pick<AmountsItem, 'difference' | 'percent'>): string =>
  difference === '0.00' ? '–' : percent === null ? 'new' : percentWords(percent)

/** Before, after, difference and per cent; a narrow screen shows all of them below the difference. */
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
        <span className="block">{percentOf({ difference, percent })}</span>
      </span>
    </Cell>
    <Cell numeric className="hidden text-ink-soft sm:table-cell">
      {percentOf({ difference, percent })}
    </Cell>
  </>
)
