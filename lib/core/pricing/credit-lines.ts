import type { CreditedUsage } from '@/lib/core/invoices/snapshot'
import { type Minor, minor, minorPlaces, type Pico, picoPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { DraftLine } from './draft-line'
import { lineAmount } from './line-amount'
import { chargeOf, type UsageGroup } from './usage-groups'

type Credited = {
  readonly group: UsageGroup
  readonly gross: Pico
  readonly postpaid: Pico
  /** How much less than its line the group comes to, not negative. */
  readonly credit: Minor
}

/**
 * What credit, free grants and quota paid of usage, taken off again (I1): a line per month corrected and tax rate, at
 * the rate of what it reduces. A group and its credit come to its postpaid charge rounded once, so what was paid in full
 * leaves nothing behind.
 * @param groups of one kind, in the order of the document.
 */
export const creditLines = (groups: readonly UsageGroup[]): DraftLine[] => {
  const shared = new Map<string, Credited[]>()
  for (const group of groups) {
    const { gross, postpaid } = chargeOf(group)
    if (gross === postpaid) continue
    const credit = minor(lineAmount(gross) - lineAmount(postpaid))
    const key = `${group.month} ${group.taxRate.padStart(6, '0')} ${group.treatment}`
    shared.set(key, [...(shared.get(key) ?? []), { group, gross, postpaid, credit }])
  }
  return [...shared]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, credited]) => credited)
    .flatMap(lineOf)
}

const cents = (amount: bigint): string => formatDecimal(amount, minorPlaces)
const exact = (amount: Pico): string => formatDecimal(amount, picoPlaces, 0)

/** Nothing where it comes to less than a cent. */
const lineOf = (credited: readonly Credited[]): DraftLine[] => {
  const [first] = credited
  const credit = sum(credited.map((each) => each.credit))
  if (!first || credit === 0n) return []
  const { kind, month, taxRate, treatment } = first.group
  const parts = credited.map((each) => `− (${cents(lineAmount(each.gross))} − ${cents(lineAmount(each.postpaid))})`)
  return [
    {
      kind: 'credit',
      subject: kind,
      detail: month,
      quantity: '-1',
      unit: 'once',
      unitPrice: cents(credit),
      amount: minor(-credit),
      taxRate,
      treatment,
      book: '',
      explain: {
        formula: parts.join(' '),
        priceVersions: [],
        days: [],
        events: [],
        usage: [],
        credited: credited.map(explainCredited),
      },
    },
  ]
}

const explainCredited = ({ group, gross, postpaid, credit }: Credited): CreditedUsage => ({
  meter: group.meter,
  unit: group.price.unit,
  unitPrice: formatDecimal(group.price.price, picoPlaces, minorPlaces),
  gross: exact(gross),
  postpaid: exact(postpaid),
  credit: cents(credit),
})
