import { readAmount } from '@/components/credits/read-amount'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'

type Amounts = { readonly spend: string[]; readonly creditBelow: string }

/** Reads an amount above zero; empty stays empty. Null where it is neither. */
const readOne = (typed: string): string | null => {
  if (typed.trim() === '') return ''
  const amount = readAmount(typed)
  return amount === null || amount <= 0n ? null : formatDecimal(amount, minorPlaces)
}

/**
 * Reads the amounts of alerts as people type them: rows that were left empty are dropped.
 * @returns with `unread`, the names of those that are no amount above zero: `spend 0` for the first row, `credit`.
 */
export const readAlertAmounts = ({
  spend,
  creditBelow,
}: Amounts): { readonly amounts: Amounts; readonly unread: ReadonlySet<string> } => {
  const rows = spend.map(readOne)
  const credit = readOne(creditBelow)
  const unread = rows.flatMap((row, index) => (row === null ? [`spend ${index}`] : []))
  return {
    amounts: {
      spend: rows.filter((row): row is string => row !== null && row !== ''),
      creditBelow: credit ?? '',
    },
    unread: new Set(credit === null ? [...unread, 'credit'] : unread),
  }
}
