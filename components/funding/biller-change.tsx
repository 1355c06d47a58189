import type { GrantItem } from '@/lib/contracts/funding'
import { groupBy } from '@/lib/core/group-by'
import { picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { amountWords } from './amount'
import type { ShownFunding } from './shown-funding'

type Biller = ShownFunding['biller']
export type BillerChangeProps = {
  /** What charges from then on. */
  readonly biller: Biller
  readonly funding: Pick<ShownFunding, 'grants' | 'week' | 'planTitle'>
}

const howItPays: Readonly<Record<Biller, string>> = {
  invoice: 'All usage goes onto the monthly invoice; no credit is drawn and nothing is halted.',
  free_credit: 'Free credit pays first. What it does not cover goes onto the bill, if a card is on file.',
  prepaid: 'Usage is paid from credit alone. Without credit, work is halted.',
  plan_quota: 'The weekly quota of the plan pays first, then credit. Without either, work is halted.',
  linked: 'Free units pay first. What they do not cover goes onto the bill up to the spend cap, if that is subscribed.',
}

/** What is left of each kind, in words: `CHF 12.00 and 40 units`. */
const leftWords = (open: readonly GrantItem[]): string =>
  [...groupBy(open, ({ asset }) => asset)]
    .map(([asset, grants]) => {
      const all = grants.reduce((sum, { remaining }) => sum + (parseDecimal(remaining, picoPlaces) ?? 0n), 0n)
      return amountWords(formatDecimal(all, picoPlaces), asset)
    })
    .join(' and ')

/** What a switch means for usage, for the credit that is left and for a plan that runs, before anybody says yes. */
export const BillerChange = ({ biller, funding: { grants, week, planTitle } }: BillerChangeProps) => {
  const open = grants.filter(({ state }) => state === 'open')
  const left = leftWords(open)
  return (
    <ul className="flex list-disc flex-col gap-1 pl-4.5 text-ink-soft text-sm" aria-live="polite">
      <li>{howItPays[biller]}</li>
      <li>
        {left === '' ? 'There is no credit left that it would touch.' : `Credit that is left stays as it is: ${left}.`}
      </li>
      <li>
        {week === null
          ? 'No plan runs.'
          : `The plan ${planTitle} continues and is charged until it is cancelled; switching does not cancel it.`}
      </li>
    </ul>
  )
}
