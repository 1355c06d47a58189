import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { LoadedAccount } from '@/db/queries/accounts'
import { Refusal } from '@/lib/platform/errors'
import { type Charged, chargeOrgs, type Errand } from './charge-orgs'
import type { ReadEvent } from './price-event'

/** Events that are decided and written together at most. */
const mostEvents = 1000
/** So few go together however few there are: a write of its own costs as much as some of them. */
const fewEvents = 8
/** Writes that are under way at the same time at most. */
const mostLanes = 4
/**
 * How long what waits does so for a write under way to end, before one more begins. The more wait, the less each costs;
 * but nobody waits long for a write that is slow or stuck.
 */
const patienceMs = 2

type Teller = {
  readonly waiting: Map<string, Errand[]>
  readonly busy: Set<string>
  lanes: number
  /** Events that wait or are being written. */
  events: number
  impatient: NodeJS.Timeout | null
  /** As they were last seen; a write says when a memory is out of date. */
  readonly accounts: Map<string, LoadedAccount>
}

const tellers = new WeakMap<object, Teller>()

const tellerOf = (db: Db): Teller => {
  const known = tellers.get(db.$client)
  if (known) return known
  const teller: Teller = {
    waiting: new Map(),
    busy: new Set(),
    lanes: 0,
    events: 0,
    impatient: null,
    accounts: new Map(),
  }
  tellers.set(db.$client, teller)
  return teller
}

/**
 * Charges events of one org. What waits while a write is under way goes into the next one together: events of one org
 * are decided in the order they came, those of several orgs share a call. Nothing waits for company.
 */
export const chargeEvents = (
  db: Db,
  org: string,
  events: readonly ReadEvent[],
  now: Temporal.Instant,
  again = false,
): Promise<Charged> =>
  new Promise((done, failed) => {
    const teller = tellerOf(db)
    const line = teller.waiting.get(org) ?? []
    line.push({ org, events, now, again, done, failed })
    teller.waiting.set(org, line)
    teller.events += events.length
    serve(db, teller)
  })

/** Begins a write where none is under way, or where what waits has waited long enough for those that are. */
const serve = (db: Db, teller: Teller, impatient = false): void => {
  if (teller.lanes > 0 && !impatient) {
    teller.impatient ??= setTimeout(() => {
      teller.impatient = null
      serve(db, teller, true)
    }, patienceMs)
    return
  }
  const errands = teller.lanes < mostLanes ? nextErrands(teller) : new Map<string, Errand[]>()
  if (errands.size === 0) return
  teller.lanes += 1
  for (const org of errands.keys()) teller.busy.add(org)
  work(db, teller, errands).finally(() => {
    teller.lanes -= 1
    for (const { events } of [...errands.values()].flat()) teller.events -= events.length
    for (const org of errands.keys()) teller.busy.delete(org)
    serve(db, teller)
  })
}

/** Works a round of errands off. Where it fails, each org is tried by itself: one that can't be served stops no other. */
const work = async (db: Db, teller: Teller, errands: ReadonlyMap<string, readonly Errand[]>): Promise<void> => {
  try {
    await chargeOrgs(db, teller.accounts, errands)
  } catch (error) {
    const alone = errands.size > 1 && !(error instanceof Refusal && error.code === 'unavailable')
    if (alone) for (const [org, own] of errands) await work(db, teller, new Map([[org, own]]))
    else for (const { failed } of [...errands.values()].flat()) failed(error)
  }
}

/**
 * Takes errands of orgs that nobody is busy with: of each all there is, and of all orgs half, so that one half is read
 * and decided while the other is written; no more than goes into one write. A single errand always goes.
 */
const nextErrands = (teller: Teller): Map<string, Errand[]> => {
  const taken = new Map<string, Errand[]>()
  const most = Math.min(mostEvents, Math.max(fewEvents, Math.ceil(teller.events / 2)))
  let events = 0
  for (const [org, line] of teller.waiting) {
    if (teller.busy.has(org)) continue
    for (let errand = line[0]; errand; errand = line[0]) {
      const own = taken.get(org)
      const fits = events === 0 || events + errand.events.length <= mostEvents
      if (!fits || (own && own[0]?.again !== errand.again)) break
      taken.set(org, [...(own ?? []), errand])
      events += errand.events.length
      line.shift()
    }
    if (line.length === 0) teller.waiting.delete(org)
    if (events >= most) break
  }
  return taken
}
