import type { Pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import { type Biller, waterfalls } from './biller'
import { postpaidId } from './sources'
import { billedSource } from './take-back'
import type { Part } from './waterfall'

/** What is kept of who paid for a use: all parts where several sources paid, else the name of the one that did. */
export type KeptPayment = {
  readonly paidBy: string
  readonly amount: Pico
  /** Units of the source, where it is counted in units. */
  readonly units: bigint | null
  readonly parts: readonly Part[] | null
  readonly biller: Biller
}

/**
 * The parts that paid for a use.
 * @param month the civil month against whose cap it counts.
 */
export const toldParts = ({ paidBy, amount, units, parts, biller }: KeptPayment, month: Month): readonly Part[] => {
  if (parts) return parts
  if (paidBy === 'nothing') return []
  if (paidBy === billedSource) {
    return [{ source: billedSource, kind: 'postpaid', measure: 'money', amount, units: units ?? 0n }]
  }
  if (paidBy === 'postpaid') {
    return [{ source: postpaidId(month), kind: 'postpaid', measure: 'money', amount, units: units ?? 0n }]
  }
  const grant = waterfalls[biller].sources.includes('free_grant') ? 'free_grant' : 'credits'
  const kind = paidBy.startsWith('week:') ? 'plan_quota' : grant
  return [{ source: paidBy, kind, measure: units === null ? 'money' : 'units', amount, units: units ?? 0n }]
}
