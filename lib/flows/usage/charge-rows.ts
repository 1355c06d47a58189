import { writePico } from '@/db/columns'
import { partRows } from '@/db/commands/funding-sections'
import type { UsageRow } from '@/db/commands/write-funding'
import type { Account } from '@/lib/core/funding/account'
import { type Biller, billerAt } from '@/lib/core/funding/biller'
import { weekSourceId } from '@/lib/core/funding/sources'
import type { Claim } from '@/lib/core/funding/till'
import type { Part } from '@/lib/core/funding/waterfall'
import { sum } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from '@/lib/core/usage/price'
import { thresholdRows } from '@/lib/flows/funding/project'
import type { PricedEvent, ReadEvent } from './price-event'

/** An event that is priced, and what it claims. */
export type Ready = {
  readonly read: ReadEvent
  readonly priced: PricedEvent
  readonly biller: Biller
  readonly claim: Claim
}

/** Events with the parts that pay for them, and the reservation that each settles. */
export type Paid = readonly {
  readonly ready: Ready
  readonly parts: readonly Part[]
  readonly settles: string | null
}[]

const sumOf = (parts: readonly Part[], of: (part: Part) => boolean): string =>
  writePico(sum(parts.filter(of).map(({ amount }) => amount)))

const sourceName = ({ kind, source }: Part): string => (kind === 'postpaid' ? kind : source)

/** Who paid for an event, and what of it goes onto the bill. */
export const paidFields = (biller: Biller, parts: readonly Part[]): Omit<UsageRow, keyof PricedEvent['row']> => {
  const [first] = parts
  const units = parts.reduce((total, part) => total + (part.measure === 'units' ? part.units : 0n), 0n)
  return {
    biller,
    paid_by: first ? sourceName(first) : 'nothing',
    postpaid: sumOf(parts, ({ kind }) => kind === 'postpaid'),
    ...(units > 0n ? { units: formatDecimal(units, quantityPlaces) } : {}),
    ...(parts.length > 1 ? { parts: partRows(parts) } : {}),
  }
}

/** An event as it is written: who paid, and what of it goes onto the bill. */
export const rowOf = ({ priced, biller }: Ready, parts: readonly Part[]): UsageRow =>
  biller === 'invoice' && parts.length === 1 ? priced.row : { ...priced.row, ...paidFields(biller, parts) }

/** An event that nothing could pay, kept as a debt. */
export const unfundedRow = ({ read: { event, atText, quantity, hash }, priced, claim }: Ready) => ({
  key: event.key,
  hash,
  event: {
    meter: event.meter,
    quantity,
    at: atText,
    resource: event.resource,
    properties: event.properties ?? null,
    reservation: event.reservation ?? '',
  },
  amount: priced.row.amount,
  day: priced.row.day,
  book: priced.row.book,
  version: priced.row.version,
  units: formatDecimal(claim.charge.units, quantityPlaces),
  reason: 'charge_refused',
})

/** The thresholds of a week, and what it went to by meter; `back` is what it gets back. An org that left its quota is notified of none. */
export const weekTerms = (
  account: Account,
  paid: readonly { readonly meter: string; readonly parts: readonly Part[]; readonly back?: true }[],
  week: string,
  now: bigint,
): object => {
  const meters = new Map<string, { units: bigint; events: number }>()
  for (const { meter, parts, back } of paid) {
    const units = parts.reduce((total, part) => total + (part.source === weekSourceId(week) ? part.units : 0n), 0n)
    if (units === 0n) continue
    const before = meters.get(meter) ?? { units: 0n, events: 0 }
    const [sign, one] = back ? [-1n, -1] : [1n, 1]
    meters.set(meter, { units: before.units + sign * units, events: before.events + one })
  }
  return {
    thresholds:
      account.week?.id === week && billerAt(account.switches, now) === 'plan_quota'
        ? thresholdRows(account.week.quota)
        : [],
    meters: [...meters].map(([meter, { units, events }]) => ({
      meter,
      units: formatDecimal(units, quantityPlaces),
      events,
    })),
  }
}
