import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { type FundingAnswer, writeFunding } from '@/db/commands/write-funding'
import { findAccounts, findExpiredGrants, type LoadedAccount } from '@/db/queries/accounts'
import { findReservations, type Reservation } from '@/db/queries/reservations'
import { type Account, knowsNot } from '@/lib/core/funding/account'
import { isShort } from '@/lib/core/funding/former'
import { latestInstant } from '@/lib/core/time/latest'
import { recallAccount, rememberRead, rememberWritten } from '@/lib/flows/funding/account-memory'
import { payDebts } from '@/lib/flows/funding/pay-debts'
import { isWeekDue } from '@/lib/flows/funding/project'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { untilWritten } from '@/lib/flows/funding/until-written'
import { log } from '@/lib/platform/log'
import { tooBusy } from '@/lib/platform/turns'
import { type Decided, decideCharges, type Group, keptCharge, unpaidItems } from './charge-events'
import { type ItemResult, refusedItem } from './item-result'
import { accepted, noteEchoes, noteKnown } from './note-replays'
import type { ReadEvent } from './price-event'
import { pricesOfBooks } from './prices'

/** Events of one org that came in one request, and whom to tell. */
export type Errand = {
  readonly org: string
  readonly events: readonly ReadEvent[]
  readonly now: Temporal.Instant
  readonly done: (answer: Charged) => void
  readonly failed: (error: unknown) => void
}

/** The results by event, and the compute units that are left where the org lives on a quota. */
export type Charged = {
  readonly results: ReadonlyMap<ReadEvent, ItemResult>
  readonly computeRemaining: string | null
}

const mostRounds = 50

/** The events of one org that are being worked off, and what became of them. */
type Open = {
  readonly org: string
  readonly left: readonly ReadEvent[]
  readonly results: Map<ReadEvent, ItemResult>
  readonly errands: readonly Errand[]
  /** True where the account has to be read, because what is remembered did not serve. */
  readonly fresh: boolean
  /** True where the last write was decided on what is not so any more. */
  readonly lost: boolean
  /** True where the gate is out of force while what waits is paid. */
  readonly keepsGate: boolean
  /** Compute units that were left by the last write, where the org lives on a quota. */
  readonly unitsLeft: string | null
}

/**
 * Decides and writes the events of orgs, round after round, until every errand is answered. An org that lost against another
 * process goes on by itself: the others are not held up by that.
 * @param ended is told of each org that is answered.
 */
export const chargeOrgs = async (
  db: Db,
  errands: ReadonlyMap<string, readonly Errand[]>,
  ended: (org: string) => void,
): Promise<void> => {
  const now = latestInstant([...errands.values()].flat().map((errand) => errand.now))
  let open = [...errands].map(([org, own]): Open => {
    const left = own.flatMap(({ events }) => events)
    const how = { fresh: false, lost: false, keepsGate: false }
    return { org, left, results: new Map(), errands: own, unitsLeft: null, ...how }
  })
  const alone: Promise<void>[] = []
  for (let round = 0; open.length > 0; round += 1) {
    if (round === mostRounds) throw tooBusy(open[0]?.org ?? '')
    const asked = open
    const left = await oneRound(db, open, now)
    alone.push(...left.filter(({ lost }) => lost).map((each) => chargeAlone(db, each, now, ended)))
    open = left.filter(({ lost }) => !lost)
    for (const { org } of asked) if (!left.some((each) => each.org === org)) ended(org)
  }
  await Promise.all(alone)
}

/** The same for one org, as every change of an account is written. What fails is the answer of its errands alone. */
const chargeAlone = async (db: Db, lost: Open, now: Temporal.Instant, ended: (org: string) => void): Promise<void> => {
  let open = lost
  try {
    await untilWritten<null>(db, lost.org, async () => {
      const [left] = await oneRound(db, [open], now)
      if (left === undefined) return { done: null }
      open = { ...left, lost: false }
      return left.lost ? 'lost' : 'again'
    })
  } catch (error) {
    for (const { failed } of lost.errands) failed(error)
  }
  ended(lost.org)
}

const oneRound = async (db: Db, open: readonly Open[], now: Temporal.Instant): Promise<Open[]> => {
  const { accounts, read } = await accountsOf(db, open, now)
  const decided: { each: Open; group: Group; decision: Decided }[] = []
  const next: Open[] = []
  for (const each of open) {
    const loaded = accounts.get(each.org)
    if (!loaded) refuseAll(each)
    else {
      const group = await groupOf(db, each, loaded, now)
      if ([...group.reservations.values()].some((one) => isOlder(group.loaded.account, one))) {
        next.push({ ...each, fresh: true, lost: read.has(each.org) })
        continue
      }
      const decision = decideCharges(group)
      if (decision.unpaid > 0 && !read.has(each.org)) next.push({ ...each, fresh: true })
      else decided.push({ each, group, decision })
    }
  }
  const writes = decided.flatMap(({ decision }) => decision.write ?? [])
  const answers = writes.length > 0 ? await writeFunding(db, now, writes) : null
  for (const { each, group, decision } of decided) {
    const written = decision.write ? answers?.get(each.org) : null
    if (written === undefined) throw new Error(`the write for ${each.org} was not answered`)
    const left = await take(db, each, group, decision, written, now)
    if (left) next.push(left)
  }
  return next
}

/**
 * The accounts as they are remembered. Those that are not, or whose memory did not serve, are read; a week of quota that is
 * over is turned first. Answers whose account was read, too.
 */
const accountsOf = async (db: Db, open: readonly Open[], now: Temporal.Instant) => {
  const accounts = new Map<string, LoadedAccount>()
  for (const { org, fresh } of open) {
    const known = fresh ? null : recallAccount(db, org)
    if (known) accounts.set(org, known)
  }
  const needed = open.map(({ org }) => org).filter((org) => !accounts.has(org))
  if (needed.length > 0) {
    let read = await findAccounts(db, needed)
    const due = [...read.values()].filter(({ account }) => isWeekDue(account, now.epochNanoseconds))
    for (const { account } of due) await refreshGate({ db, now }, account.org)
    if (due.length > 0) read = await findAccounts(db, needed)
    for (const [org, loaded] of read) accounts.set(org, loaded)
    for (const org of needed) rememberRead(db, org, read.get(org))
  }
  return { accounts, read: new Set(needed) }
}

/** Whether an account was read before something was held of it. */
const isOlder = (account: Account, { state, parts }: Reservation): boolean =>
  state === 'open' && knowsNot(account, parts)

/** The first event of each key; a later one with the same key waits to see what becomes of it. */
const firstOfEachKey = (events: readonly ReadEvent[]): ReadEvent[] => {
  const first = new Map<string, ReadEvent>()
  for (const read of events) if (!first.has(read.event.key)) first.set(read.event.key, read)
  return [...first.values()]
}

const groupOf = async (
  db: Db,
  { org, left, keepsGate }: Open,
  loaded: LoadedAccount,
  now: Temporal.Instant,
): Promise<Group> => {
  const events = firstOfEachKey(left)
  const ids = events.flatMap(({ event }) => event.reservation || [])
  const found = ids.length > 0 ? await findReservations(db, org, ids) : []
  const reservations = new Map<string, Reservation>(found.map((reservation) => [reservation.id, reservation]))
  return {
    org,
    events,
    loaded: await withExpired(db, loaded, events),
    reservations,
    now,
    keepsGate,
    pricings: await pricesOfBooks(db, loaded.books),
  }
}

/** The account with the grants that expired since some of the events: they pay for what was used before. */
const withExpired = async (db: Db, loaded: LoadedAccount, events: readonly ReadEvent[]): Promise<LoadedAccount> => {
  const { account, lastExpiry } = loaded
  const late = events.map(({ at }) => at.epochNanoseconds).filter((at) => lastExpiry !== null && at < lastExpiry)
  const [first] = late
  if (first === undefined) return loaded
  const since = late.reduce((earliest, at) => (at < earliest ? at : earliest), first)
  const known = new Set(account.grants.map(({ id }) => id))
  const expired = (await findExpiredGrants(db, account.org, since)).filter(({ id }) => !known.has(id))
  return { ...loaded, account: { ...account, grants: [...account.grants, ...expired] } }
}

const refuseAll = ({ org, left, results, errands }: Open): void => {
  for (const read of left) results.set(read, unknownOrgItem(read, org))
  answer(errands, results, null)
}

const unknownOrgItem = ({ event }: ReadEvent, org: string): ItemResult =>
  refusedItem(event.key, 'unknown_org', `There is no organization ${org}.`, { org })

const answer = (
  errands: readonly Errand[],
  results: ReadonlyMap<ReadEvent, ItemResult>,
  computeRemaining: string | null,
): void => {
  for (const { done } of errands) done({ results, computeRemaining })
}

/** Takes what a write answered; what is left of the events goes into the next round, or null. */
const take = async (
  db: Db,
  each: Open,
  { loaded, events }: Group,
  decision: Decided,
  written: FundingAnswer | null,
  now: Temporal.Instant,
): Promise<Open | null> => {
  const { org, results, errands } = each
  if (written?.outcome === 'unknown_org') {
    refuseAll(each)
    return null
  }
  if (written?.outcome === 'stale') return { ...each, fresh: true, lost: true }
  if (written?.outcome === 'regate') {
    // What is newer is kept behind what waits, however long that is being paid.
    const keepsGate = !each.keepsGate && isShort(loaded.account, now.epochNanoseconds)
    if (!keepsGate) await refreshGate({ db, now }, org)
    return { ...each, fresh: true, keepsGate }
  }
  if (written?.outcome === 'known') {
    const unpaidOf = unpaidItems(loaded.account, now.epochNanoseconds)
    noteKnown(results, events, written.known, (read, amount) =>
      unpaidOf(read, keptCharge(loaded.account, read, readPico(amount))),
    )
  } else {
    for (const read of events) results.set(read, decision.refusals.get(read) ?? accepted(read))
    if (written?.outcome === 'applied') {
      rememberWritten(db, loaded, decision.after, written, Math.max(decision.write?.events?.length ?? 0, 1))
      // What is left pays a part of what is owed now, before anything newer.
      if (decision.owes) await payNow(db, org, now)
    }
  }
  noteEchoes(results, each.left, events)
  const left = each.left.filter((read) => !results.has(read))
  const unitsLeft = written?.outcome === 'applied' ? written.computeRemaining : each.unitsLeft
  if (left.length > 0) return { ...each, left, unitsLeft }
  answer(errands, results, unitsLeft)
  return null
}

/** A gate that is out of force has the next one who asks go on with what failed here. */
const payNow = (db: Db, org: string, now: Temporal.Instant): Promise<void> =>
  payDebts({ db, now }, org).catch((error: unknown) => log.warn({ err: error, org }, 'a debt is paid later'))
