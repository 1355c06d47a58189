import type { Temporal } from 'temporal-polyfill'
import { gateMoveSection, postingSections } from '@/db/commands/funding-sections'
import type { FundingWrite } from '@/db/commands/write-funding'
import type { DatedBook, LoadedAccount } from '@/db/queries/accounts'
import type { Reservation } from '@/db/queries/reservations'
import { type Account, assetOf } from '@/lib/core/funding/account'
import { billerAt, waterfalls } from '@/lib/core/funding/biller'
import { chargeOf, ratioOf } from '@/lib/core/funding/charge'
import { hasLeft, stopsWork } from '@/lib/core/funding/former'
import { applyPosting, type Posting, post } from '@/lib/core/funding/post'
import { postpaidOf } from '@/lib/core/funding/sources'
import { settle } from '@/lib/core/funding/till'
import { moveGate } from '@/lib/core/gate/project'
import type { MeterBook } from '@/lib/core/pricing/meter-price'
import { dayReader } from '@/lib/core/time/billing-day'
import { type Month, monthOf } from '@/lib/core/time/day'
import { currentMonth } from '@/lib/flows/funding/project'
import { type Paid, type Ready, rowOf, unfundedRow, weekTerms } from './charge-rows'
import { type ItemResult, isResult, refusedItem } from './item-result'
import { type PricedEvent, priceEvent, type ReadEvent } from './price-event'
import { pricingByDay } from './prices'

/** Events of one org that are decided together, in this order. */
export type Group = {
  readonly org: string
  readonly events: readonly ReadEvent[]
  readonly loaded: LoadedAccount
  /** By name, each as the account's terms found it. */
  readonly pricings: ReadonlyMap<string, MeterBook>
  readonly reservations: ReadonlyMap<string, Reservation>
  readonly now: Temporal.Instant
  /** True where usage that could not be paid before is tried again: it halts nobody again. */
  readonly again: boolean
}

export type Decided = {
  /** By event, where it is refused before or by the decision. */
  readonly refusals: ReadonlyMap<ReadEvent, ItemResult>
  readonly unpaid: number
  /** Null where no event could be priced. */
  readonly write: FundingWrite | null
  /** The account once that is written. */
  readonly after: Account
}

const readers = new Map<string, ReturnType<typeof dayReader>>()

/** One reader for each zone: the day it read last mostly is the day of the next event too. */
const dayOfZone = (zone: string): ReturnType<typeof dayReader> => {
  const reader = readers.get(zone) ?? dayReader(zone)
  readers.set(zone, reader)
  return reader
}

/** Prices events and decides who pays for them: what is written, and what is refused. */
export const decideCharges = (group: Group): Decided => {
  const { loaded, now } = group
  const { account } = loaded
  const refusals = new Map<ReadEvent, ItemResult>()
  const ready: Ready[] = []
  const dayOf = dayOfZone(account.zone)
  const pricingOn = pricingByDay(loaded.books, group.pricings)
  for (const read of group.events) {
    const priced = priceEvent(read, pricingOn, dayOf)
    if (isResult(priced)) refusals.set(read, priced)
    else ready.push(claimOf(group, read, priced))
  }
  const at = now.epochNanoseconds
  const { verdicts, moves, settled } = settle(
    account,
    ready.map(({ claim }) => claim),
    at,
  )
  const paid: Paid[number][] = []
  const unpaid: Ready[] = []
  ready.forEach((each, place) => {
    const parts = verdicts[place]
    const settles = settled.get(each.claim.hold ?? '') === place ? (each.claim.hold ?? null) : null
    if (parts) paid.push({ ready: each, parts, settles })
    else unpaid.push(each)
  })
  for (const each of unpaid) refusals.set(each.read, unpaidItem(account, each, at))
  const posting = post(moves)
  const after = applyPosting(account, posting)
  const write = ready.length === 0 ? null : writeOf(group, paid, unpaid, posting, after)
  return { refusals, unpaid: unpaid.length, write, after }
}

/** The books that events were priced by, as the write has to find them. */
const pricedBy = (books: readonly DatedBook[], ready: readonly Ready[]) => {
  const used = [...new Set(ready.map(({ priced }) => priced.row.book))]
  const latest = new Map(books.map(({ book, latest: version }) => [book, version]))
  const [book = '', ...more] = used
  const moreBooks = Object.fromEntries(more.map((name) => [name, latest.get(name) ?? 0]))
  return { book, book_version: latest.get(book) ?? 0, ...(more.length > 0 ? { more_books: moreBooks } : {}) }
}

const claimOf = (group: Group, read: ReadEvent, priced: PricedEvent): Ready => {
  const { account } = group.loaded
  const { event } = read
  const biller = billerAt(account.switches, read.at.epochNanoseconds)
  const month = monthOf(priced.row.day)
  const charge = chargeOf(ratioOf(account), biller, event.meter, event.quantity, priced.amount)
  const reservation = group.reservations.get(event.reservation ?? '')
  const hold = reservation?.state === 'open' ? { hold: reservation.id, held: reservation.parts } : {}
  return {
    read,
    priced,
    biller,
    claim: { biller, month, charge, kind: 'charge', usedAt: read.at.epochNanoseconds, ...hold },
  }
}

const usedAtOf = ({ read }: Ready) => ({ usedAt: read.at.epochNanoseconds })

const unpaidItem = (account: Account, { read, priced, biller }: Ready, now: bigint): ItemResult =>
  hasLeft(account.switches, read.at.epochNanoseconds, now)
    ? refusedItem(
        read.event.key,
        'payment_required',
        `${account.org} was on ${biller} when this was used, and nothing of that could pay for it. It is kept as a debt of that time, for an administrator to bill or waive.`,
        { reason: 'former_biller', amount: priced.row.amount },
      )
    : refusedItem(
        read.event.key,
        'payment_required',
        `Nothing is left that could pay for this use of ${account.org}. It is kept, and charged once there are funds.`,
        { reason: 'charge_refused', amount: priced.row.amount },
      )

const writeOf = (
  { org, loaded, now, again }: Group,
  paid: Paid,
  unpaid: readonly Ready[],
  posting: Posting,
  after: Account,
): FundingWrite => {
  const { account } = loaded
  const at = now.epochNanoseconds
  const events = paid.map(({ ready, parts }) => rowOf(ready, parts))
  const closed = paid.filter(({ settles }) => settles !== null)
  return {
    org,
    version: loaded.version,
    ...pricedBy(loaded.books, [...paid.map(({ ready }) => ready), ...unpaid]),
    ...(posting.frees ? { reshape: true } : {}),
    ...(!again && stopsWork(account.switches, unpaid.map(usedAtOf), at)
      ? { short: true, short_since: now.toString() }
      : {}),
    ...(events.length > 0 ? { events: events.sort((a, b) => (a.key < b.key ? -1 : 1)) } : {}),
    ...(unpaid.length > 0 ? { unfunded: unpaid.map(unfundedRow) } : {}),
    ...postingSections(posting, {
      by: 'system:usage',
      asset: (grant) => assetOf(account, grant),
      capped: (month) => (account.cap === null ? null : { added: cappedIn(paid, month), most: account.cap }),
      weeks: (week) => weekTerms(account, paid, week, at),
    }),
    ...(closed.length > 0
      ? {
          close: closed.map(({ ready: { read }, settles }) => ({ id: settles, state: 'settled', by: read.event.key })),
        }
      : {}),
    move: gateMoveSection(moveGate(account, after, at, currentMonth(account.zone, at).month)),
    by: 'system:usage',
  }
}

/** What claims of capped billers add to the bill of a month, less what was held for them there. */
const cappedIn = (paid: Paid, month: Month): bigint =>
  paid.reduce((total, { ready: { biller, claim }, parts, settles }) => {
    if (!waterfalls[biller].capped) return total
    return total + postpaidOf(parts, month) - (settles === null ? 0n : postpaidOf(claim.held ?? [], month))
  }, 0n)
