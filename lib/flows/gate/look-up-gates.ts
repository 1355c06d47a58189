import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { type FoundGate, findGates } from '@/db/queries/gates'

type Asking = {
  readonly org: string
  readonly now: Temporal.Instant
  readonly done: (found: FoundGate | null) => void
  readonly failed: (error: unknown) => void
}

type Desk = { waiting: Asking[]; lanes: number }

/** Reads that are under way at the same time. */
const mostLanes = 2

const desks = new WeakMap<object, Desk>()

/** The gate of an org as it stands. Those who ask while a read is under way share the next one; nobody waits longer. */
export const lookUpGate = (db: Db, org: string, now: Temporal.Instant): Promise<FoundGate | null> =>
  new Promise((done, failed) => {
    const desk = desks.get(db.$client) ?? { waiting: [], lanes: 0 }
    desks.set(db.$client, desk)
    desk.waiting.push({ org, now, done, failed })
    serve(db, desk)
  })

const serve = (db: Db, desk: Desk): void => {
  if (desk.lanes >= mostLanes || desk.waiting.length === 0) return
  const asking = desk.waiting
  desk.waiting = []
  desk.lanes += 1
  read(db, asking).finally(() => {
    desk.lanes -= 1
    serve(db, desk)
  })
}

const read = async (db: Db, asking: readonly Asking[]): Promise<void> => {
  try {
    const now = asking.map((each) => each.now).reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? b : a))
    const gates = await findGates(db, [...new Set(asking.map(({ org }) => org))], now)
    for (const { org, done } of asking) done(gates.get(org) ?? null)
  } catch (error) {
    for (const { failed } of asking) failed(error)
  }
}
