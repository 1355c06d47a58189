import { Temporal } from 'temporal-polyfill'
import { gateMoveSection, postingSections } from '@/db/commands/funding-sections'
import type { FundingWrite } from '@/db/commands/write-funding'
import type { DatedBook, LoadedAccount } from '@/db/queries/accounts'
import type { Reservation } from '@/db/queries/reservations'
import { type Account, assetOf } from '@/lib/core/funding/account'
import { billerAt, type Charge, waterfalls } from '@/lib/core/funding/biller'
import { chargeOf, ratioOf } from '@/lib/core/funding/charge'
import { hasLeft, isShort, latestOf } from '@/lib/core/funding/former'
import { applyPosting, type Posting, post } from '@/lib/core/funding/post'
import { postpaidOf } from '@/lib/core/funding/sources'
import { settle } from '@/lib/core/funding/till'
import { noteOfUsage } from '@/lib/core/funding/withhold'
import { type Gate, moveGate, projectGate } from '@/lib/core/gate/project'
import { shortfallFacts, shortfallOf, unpaidUsageSentence } from '@/lib/core/gate/refusal-words'
import type { Pico } from '@/lib/core/money/amount'
import { moneyText } from '@/lib/core/money/amount-text'
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
  /** True where the gate is left alone if nothing is paid: it is out of force, and what waits is being paid. */
  readonly keepsGate?: boolean
}

export type Decided = {
  /** By event, where it is refused before or by the decision. */
  readonly refusals: ReadonlyMap<ReadEvent, ItemResult>
  readonly unpaid: number
  /** Null where no event could be priced. */
  readonly write: FundingWrite | null
  /** The account once that is written. */
  readonly after: Account
  /** Whether something is owed now that funds may pay a part of. */
  readonly owes: boolean
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
    isShort(account, at),
  )
  const paid: Paid[number][] = []
  const unpaid: Ready[] = []
  ready.forEach((each, place) => {
    const parts = verdicts[place]
    const settles = settled.get(each.claim.hold ?? '') === place ? (each.claim.hold ?? null) : null
    if (parts) paid.push({ ready: each, parts, settles })
    else unpaid.push(each)
  })
  const posting = post(moves)
  const moved = applyPosting(account, posting)
  const unpaidOf = unpaidItems(moved, at)
  for (const { read, claim } of unpaid) refusals.set(read, unpaidOf(read, claim.charge))
  const write = ready.length === 0 ? null : writeOf(group, paid, unpaid, posting, moved)
  const after = write?.short === true ? { ...moved, short: true, shortSince: instantOf(write.short_since) } : moved
  return { refusals, unpaid: unpaid.length, write, after, owes: write?.gate !== undefined }
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
  const usedAt = read.at.epochNanoseconds
  // What a former biller's sources can't pay is a debt of that time, and stands in no line of the present one.
  const inLine = !hasLeft(account.switches, usedAt, group.now.epochNanoseconds)
  return {
    read,
    priced,
    biller,
    claim: { biller, month, charge, kind: 'charge', usedAt, inLine, ...hold },
  }
}

/** What a use that is kept costs, by the price that it had when it came in. */
export const keptCharge = (account: Account, { event, at }: ReadEvent, amount: Pico): Charge =>
  chargeOf(ratioOf(account), billerAt(account.switches, at.epochNanoseconds), event.meter, event.quantity, amount)

/** What is answered of usage that could not be paid, now or when it came before, with what the account has left. */
export const unpaidItems = (account: Account, now: bigint) => {
  const { org, currency, zone, switches } = account
  let gate: Gate | undefined
  return ({ event, at }: ReadEvent, charge: Charge): ItemResult => {
    const usedAt = at.epochNanoseconds
    const facts = { amount: moneyText(charge.amount), currency }
    if (hasLeft(switches, usedAt, now)) {
      const sentence = `${org} was on ${billerAt(switches, usedAt)} when this was used, and nothing of that could pay for it. It is kept as a debt of that time, for an administrator to bill or waive.`
      return refusedItem(event.key, 'payment_required', sentence, { reason: 'former_biller', ...facts })
    }
    gate ??= projectGate(account, now, currentMonth(zone, now))
    const shortfall = shortfallOf(gate, charge)
    return refusedItem(event.key, 'payment_required', unpaidUsageSentence(org, gate, shortfall), {
      reason: 'charge_refused',
      ...facts,
      ...(shortfall.missing > 0n ? shortfallFacts(shortfall) : {}),
    })
  }
}

const writeOf = (
  { org, loaded, now, keepsGate = false }: Group,
  paid: Paid,
  unpaid: readonly Ready[],
  posting: Posting,
  after: Account,
): FundingWrite => {
  const { account } = loaded
  const at = now.epochNanoseconds
  const events = paid.map(({ ready, parts }) => rowOf(ready, parts))
  const closed = paid.filter(({ settles }) => settles !== null)
  const owed = unpaid.filter(({ claim }) => claim.inLine).map(({ claim }) => claim.usedAt ?? at)
  const weeks = paid.map(({ ready, parts }) => ({ meter: ready.read.event.meter, parts }))
  return {
    org,
    version: loaded.version,
    ...pricedBy(loaded.books, [...paid.map(({ ready }) => ready), ...unpaid]),
    // A debt that begins holds for everybody who remembers the account: what is newer waits behind it.
    ...(posting.frees || owesMore(account, posting, owed, at) ? { reshape: true } : {}),
    ...(owed.length > 0 ? { short: true, short_since: shortSince(account, owed) } : {}),
    // What is left, or comes back, pays what waits first: nobody draws it before.
    ...(owesMore(account, posting, owed, at) ? { gate: { expire: true } } : {}),
    ...(events.length > 0 ? { events: events.sort((a, b) => (a.key < b.key ? -1 : 1)) } : {}),
    ...(unpaid.length > 0 ? { unfunded: unpaid.map(unfundedRow) } : {}),
    ...postingSections(posting, {
      by: 'system:usage',
      asset: (grant) => assetOf(account, grant),
      note: noteOfUsage,
      capped: (month) => (account.cap === null ? null : { added: cappedIn(paid, month), most: account.cap }),
      weeks: (week) => weekTerms(account, weeks, week, at),
    }),
    ...(closed.length > 0
      ? {
          close: closed.map(({ ready: { read }, settles }) => ({ id: settles, state: 'settled', by: read.event.key })),
        }
      : {}),
    ...(keepsGate && paid.length === 0 && isShort(account, at)
      ? {}
      : { move: gateMoveSection(moveGate(account, after, at, currentMonth(account.zone, at).month)) }),
    by: 'system:usage',
  }
}

/** Whether a debt begins, or one that waits may be paid from what comes back. */
const owesMore = (account: Account, { frees }: Posting, owed: readonly bigint[], now: bigint): boolean =>
  isShort(account, now) ? frees : owed.length > 0

const instantOf = (text: string | null | undefined): bigint | null =>
  text ? Temporal.Instant.from(text).epochNanoseconds : null

/** When the latest was used of all that waits, if that is known. */
export const shortSince = ({ short, shortSince: before }: Account, owed: readonly bigint[]): string | null => {
  if (short && before === null) return null
  const last = latestOf([...owed, ...(short && before !== null ? [before] : [])])
  return last === null ? null : Temporal.Instant.fromEpochNanoseconds(last).toString()
}

/** What claims of capped billers add to the bill of a month, less what was held for them there. */
const cappedIn = (paid: Paid, month: Month): bigint =>
  paid.reduce((total, { ready: { biller, claim }, parts, settles }) => {
    if (!waterfalls[biller].capped) return total
    return total + postpaidOf(parts, month) - (settles === null ? 0n : postpaidOf(claim.held ?? [], month))
  }, 0n)
