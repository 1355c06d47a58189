import type { Temporal } from 'temporal-polyfill'
import { type FundingWrite, gateMoveSection, postingSections } from '@/db/commands/write-funding'
import type { LoadedAccount } from '@/db/queries/accounts'
import type { Reservation } from '@/db/queries/reservations'
import type { UsagePricing } from '@/db/queries/usage-pricing'
import { assetOf } from '@/lib/core/funding/account'
import { billerAt, waterfalls } from '@/lib/core/funding/biller'
import { chargeOf, ratioOf } from '@/lib/core/funding/charge'
import { type Posting, post } from '@/lib/core/funding/post'
import { type Move, settle } from '@/lib/core/funding/till'
import type { Part } from '@/lib/core/funding/waterfall'
import { moveGate } from '@/lib/core/gate/project'
import { dayReader } from '@/lib/core/time/billing-day'
import { monthOf } from '@/lib/core/time/day'
import { currentMonth } from '@/lib/flows/funding/project'
import { type Paid, type Ready, rowOf, unfundedRow, weekTerms } from './charge-rows'
import { type ItemResult, isResult, refusedItem } from './item-result'
import { type PricedEvent, priceEvent, type ReadEvent } from './price-event'

/** Events of one org that are decided together, in this order. */
export type Group = {
  readonly org: string
  readonly events: readonly ReadEvent[]
  readonly loaded: LoadedAccount
  readonly pricing: UsagePricing
  readonly reservations: ReadonlyMap<string, Reservation>
  readonly now: Temporal.Instant
  /** True where usage that could not be paid before is tried again: it halts nobody anew. */
  readonly again: boolean
}

export type Decided = {
  /** By event, where it is refused before or by the decision. */
  readonly refusals: ReadonlyMap<ReadEvent, ItemResult>
  readonly unpaid: number
  /** Null where no event could be priced. */
  readonly write: FundingWrite | null
  readonly posting: Posting
}

/** Prices events and decides who pays for them: what is written, and what is refused. */
export const decideCharges = (group: Group): Decided => {
  const { loaded, now } = group
  const { account } = loaded
  const refusals = new Map<ReadEvent, ItemResult>()
  const ready: Ready[] = []
  const dayOf = dayReader(account.zone)
  const settling = new Set<string>()
  for (const read of group.events) {
    const priced = priceEvent(read, group.pricing, dayOf)
    if (isResult(priced)) refusals.set(read, priced)
    else ready.push(claimOf(group, settling, read, priced))
  }
  const at = now.epochNanoseconds
  const { verdicts, moves } = settle(
    account,
    ready.map(({ claim }) => claim),
    at,
  )
  const paid: { ready: Ready; parts: readonly Part[] }[] = []
  const unpaid: Ready[] = []
  ready.forEach((each, place) => {
    const parts = verdicts[place]
    if (parts) paid.push({ ready: each, parts })
    else unpaid.push(each)
  })
  for (const each of unpaid) refusals.set(each.read, unpaidItem(account.org, each))
  const posting = post(moves)
  const write = ready.length === 0 ? null : writeOf(group, paid, unpaid, posting, moves)
  return { refusals, unpaid: unpaid.length, write, posting }
}

const claimOf = (group: Group, settling: Set<string>, read: ReadEvent, priced: PricedEvent): Ready => {
  const { account } = group.loaded
  const { event } = read
  const biller = billerAt(account.switches, read.at.epochNanoseconds)
  const month = monthOf(priced.row.day)
  const charge = chargeOf(ratioOf(account), biller, event.meter, event.quantity, priced.amount)
  const held = openHold(group, settling, event.reservation)
  return { read, priced, biller, claim: { biller, month, charge, kind: 'charge', ...(held ? { held } : {}) } }
}

/** What was held for the event; a reservation is settled once, and one that is closed holds nothing any more. */
const openHold = (group: Group, settling: Set<string>, id = ''): readonly Part[] | null => {
  const reservation = id === '' ? undefined : group.reservations.get(id)
  if (reservation?.state !== 'open' || settling.has(id)) return null
  settling.add(id)
  return reservation.parts
}

const unpaidItem = (org: string, { read, priced }: Ready): ItemResult =>
  refusedItem(
    read.event.key,
    'payment_required',
    `Nothing is left that could pay for this use of ${org}. It is kept, and charged once there are funds.`,
    { reason: 'charge_refused', amount: priced.row.amount },
  )

const writeOf = (
  { org, loaded, now, again }: Group,
  paid: Paid,
  unpaid: readonly Ready[],
  posting: Posting,
  moves: readonly Move[],
): FundingWrite => {
  const { account } = loaded
  const at = now.epochNanoseconds
  const capped = new Set(paid.flatMap(({ ready }) => (waterfalls[ready.biller].capped ? [ready.claim.month] : [])))
  const events = paid.map(({ ready, parts }) => rowOf(ready, parts))
  const closed = paid.filter(({ ready }) => ready.claim.held)
  return {
    org,
    version: loaded.version,
    book: loaded.priceBook,
    book_version: loaded.priceVersion,
    ...(posting.frees ? { reshape: true } : {}),
    ...(events.length > 0 ? { events: events.sort((a, b) => (a.key < b.key ? -1 : 1)) } : {}),
    ...(unpaid.length > 0 ? { unfunded: unpaid.map(unfundedRow) } : {}),
    ...postingSections(posting, {
      by: 'system:usage',
      asset: (grant) => assetOf(account, grant),
      most: (month) => (capped.has(month) ? account.cap : null),
      weeks: (week) => weekTerms(account, paid, week),
    }),
    ...(closed.length > 0
      ? {
          close: closed.map(({ ready: { read } }) => ({
            id: read.event.reservation,
            state: 'settled',
            by: read.event.key,
          })),
        }
      : {}),
    move: gateMoveSection(
      moveGate(account, moves, at, currentMonth(account.zone, at).month),
      unpaid.length > 0 && !again,
    ),
    by: 'system:usage',
  }
}
