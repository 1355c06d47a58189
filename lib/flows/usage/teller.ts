import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { withoutDeadline } from '@/lib/platform/deadline'
import { isUnavailable } from '@/lib/platform/errors'
import { inFreeTurns, inTurn, isFree } from '@/lib/platform/turns'
import { type Charged, chargeOrgs, type Errand } from './charge-orgs'
import type { ReadEvent } from './price-event'

/** Events that are decided and written together at most. */
const mostEvents = 1000
/** So few go together however few there are: a write of its own costs as much as some of them. */
const fewEvents = 8
/** Writes that are under way at the same time: while one is written, the next one is on its way. */
const usualLanes = 2
/** The same, where writes are slow or stuck. */
const mostLanes = 4
/** How long what waits does so before a write is taken for slow. */
const patienceMs = 20
/** How long a crowd is remembered: so long the next one is thought to be as large. */
const crowdMs = 500

type Teller = {
  readonly waiting: Map<string, Errand[]>
  readonly busy: Set<string>
  lanes: number
  /** Events that wait or are being written, and of these those that wait. */
  events: number
  waits: number
  /** The most events of late that waited or were written at once, and since when. */
  crowd: { readonly events: number; readonly since: number }
  impatient: NodeJS.Timeout | undefined
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
    waits: 0,
    crowd: { events: 0, since: 0 },
    impatient: undefined,
  }
  tellers.set(db.$client, teller)
  return teller
}

/**
 * Charges events of one org. What waits while a write is under way goes into the next one together: events of one org
 * are decided in the order they came, those of several orgs share a call.
 */
export const chargeEvents = (
  db: Db,
  org: string,
  events: readonly ReadEvent[],
  now: Temporal.Instant,
): Promise<Charged> =>
  new Promise((done, failed) => {
    const teller = tellerOf(db)
    const line = teller.waiting.get(org) ?? []
    line.push({ org, events, now, done, failed })
    teller.waiting.set(org, line)
    teller.events += events.length
    teller.waits += events.length
    const since = performance.now()
    if (teller.events >= teller.crowd.events || since - teller.crowd.since > crowdMs)
      teller.crowd = { events: teller.events, since }
    serve(db, teller)
  })

/** So many events make a write of their own: half of a crowd, so that one half is read while the other is written. */
const halfOf = ({ crowd }: Teller): number => Math.min(mostEvents, Math.max(fewEvents, Math.ceil(crowd.events / 2)))

/**
 * Begins a write where none is under way, or where half a crowd waits for the one that is. Who waits for longer than
 * writes take is served beside them.
 */
const serve = (db: Db, teller: Teller, impatient = false): void => {
  const isTurn = teller.lanes === 0 || (teller.lanes < usualLanes && teller.waits >= halfOf(teller))
  if (isTurn || (impatient && teller.lanes < mostLanes)) begin(db, teller, nextErrands(db, teller))
  if (teller.waiting.size > 0)
    teller.impatient ??= setTimeout(() => {
      teller.impatient = undefined
      serve(db, teller, true)
    }, patienceMs)
}

const begin = (db: Db, teller: Teller, errands: ReadonlyMap<string, readonly Errand[]>): void => {
  if (errands.size === 0) return
  const orgs = [...errands.keys()]
  teller.lanes += 1
  const open = new Set(orgs)
  for (const org of orgs) teller.busy.add(org)
  const done = (org: string): void => {
    if (open.delete(org)) teller.busy.delete(org)
  }
  withoutDeadline(() =>
    inFreeTurns(db.$client, orgs, (ended) =>
      work(db, errands, (org) => {
        done(org)
        ended(org)
      }),
    ),
  ).finally(() => {
    teller.lanes -= 1
    for (const { events } of [...errands.values()].flat()) teller.events -= events.length
    for (const org of orgs) done(org)
    clearTimeout(teller.impatient)
    teller.impatient = undefined
    serve(db, teller)
  })
}

/** Events of an org that something else is changing wait for their turn, beside those of others; then all go together. */
const beginInTurn = (db: Db, teller: Teller, org: string): void => {
  teller.busy.add(org)
  let taken: readonly Errand[] = []
  withoutDeadline(() =>
    inTurn(db.$client, org, () => {
      taken = takeErrands(teller, org, mostEvents)
      return work(db, new Map([[org, taken]]), () => {})
    }),
  )
    .catch((error: unknown) => {
      // Its turn did not come in time.
      taken = takeErrands(teller, org, Number.POSITIVE_INFINITY)
      for (const { failed } of taken) failed(error)
    })
    .finally(() => {
      for (const { events } of taken) teller.events -= events.length
      teller.busy.delete(org)
      serve(db, teller)
    })
}

/** Takes what waits of an org, as much as goes into one write; a single errand always goes. */
const takeErrands = (teller: Teller, org: string, most: number): readonly Errand[] => {
  const line = teller.waiting.get(org) ?? []
  const taken: Errand[] = []
  let events = 0
  for (let errand = line[0]; errand && (events === 0 || events + errand.events.length <= most); errand = line[0]) {
    taken.push(errand)
    events += errand.events.length
    line.shift()
  }
  teller.waits -= events
  if (line.length === 0) teller.waiting.delete(org)
  return taken
}

/** Works a round of errands off. Where it fails, each org is tried by itself: one that can't be served stops no other. */
const work = async (
  db: Db,
  errands: ReadonlyMap<string, readonly Errand[]>,
  ended: (org: string) => void,
): Promise<void> => {
  try {
    await chargeOrgs(db, errands, ended)
  } catch (error) {
    const alone = errands.size > 1 && !isUnavailable(error)
    if (alone) for (const [org, own] of errands) await work(db, new Map([[org, own]]), ended)
    else for (const { failed } of [...errands.values()].flat()) failed(error)
  }
}

/**
 * Takes errands of orgs that nobody is busy with: of each all there is, and of all orgs half a crowd; no more than goes
 * into one write. A single errand always goes. Orgs that something else is changing wait by themselves.
 */
const nextErrands = (db: Db, teller: Teller): Map<string, readonly Errand[]> => {
  const taken = new Map<string, readonly Errand[]>()
  const most = halfOf(teller)
  let events = 0
  for (const [org, line] of teller.waiting) {
    if (teller.busy.has(org)) continue
    if (!isFree(db.$client, org)) {
      beginInTurn(db, teller, org)
      continue
    }
    const fits = events === 0 || events + (line[0]?.events.length ?? 0) <= mostEvents
    if (!fits) break
    const own = takeErrands(teller, org, mostEvents - events)
    taken.set(org, own)
    events += own.reduce((sum, errand) => sum + errand.events.length, 0)
    if (events >= most) break
  }
  return taken
}
