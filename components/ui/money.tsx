import { formatMoney } from '@/lib/core/money/format'
import { classNames } from './class-names'

export type MoneyProps = {
  /** Decimal text, never a number: `1234.50`. */
  readonly amount: string
  readonly currency: string
  readonly className?: string
}

/** An amount with its currency, in figures of one width, never broken across lines: `CHF 1’234.50`. */
export const Money = ({ amount, currency, className }: MoneyProps) => (
  <span className={classNames('figures whitespace-nowrap', className)}>{formatMoney(amount, currency)}</span>
)
