import { ask } from './ask'
import { createGate, type Ending } from './ending'
import { createLane, type Item, noCounts, type Outcome } from './lane'
import type { Settings } from './settings'
import type { TenantChange } from './types'

type Call = { readonly method: string; readonly path: string; readonly body: object }

/** A change as the portal's route for it takes it. */
const callOf = (change: TenantChange): Call => {
  const { occurredAt } = change
  const path = `/api/v1/tenants/${encodeURIComponent(change.tenant)}`
  if (change.kind === 'created') {
    const { org, tenant: name, packages } = change
    return { method: 'POST', path: '/api/v1/tenants', body: { org, name, packages, occurredAt } }
  }
  if (change.kind === 'deleted') return { method: 'DELETE', path, body: { occurredAt } }
  if (change.kind === 'skills') return { method: 'PATCH', path, body: { packages: change.packages, occurredAt } }
  return { method: 'POST', path: `${path}/suspend`, body: { suspended: change.suspended, occurredAt } }
}

/** The change as it is to be sent, or why it cannot be. */
const read = (change: TenantChange, now: number): Item | string => {
  const { tenant, ...rest } = change
  if (typeof tenant !== 'string' || tenant === '') return 'A change needs its tenant by name.'
  if ('packages' in rest && !Array.isArray(rest.packages)) return 'The packages are a list.'
  if (rest.kind === 'created' && typeof rest.org !== 'string') return 'A new tenant needs its org.'
  try {
    const json = JSON.stringify(callOf(change).body)
    return { work: change, json, sizeBytes: json.length, since: now }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const send = async (settings: Settings, [item]: readonly Item[], ending: Ending): Promise<Outcome> => {
  const nothing = { accepted: 0, repeated: 0, refused: [], again: [] } as const
  if (!item) return nothing
  const { method, path } = callOf(item.work as TenantChange)
  const reply = await ask(settings, method, path, item.json, settings.requestTimeoutMs, ending)
  if (reply.kind === 'answered') return { ...nothing, accepted: 1 }
  if (reply.kind === 'failed') return { ...nothing, again: [item], failed: reply }
  const { error } = reply
  if (error.code === 'stale') return { ...nothing, again: [item], failed: { error, waitMs: 0 } }
  return { ...nothing, refused: [[item, error]] }
}

/** Requests about tenants under way at a time. */
const mostAtOnce = 8

type Lane = ReturnType<typeof createLane>

/** Queues what happened to tenants: each tenant's changes in their order, no tenant behind another's. */
export const createTenants = (settings: Settings, ending: Ending) => {
  const counts = noCounts()
  const lanes = new Map<string, Lane>()
  const gate = createGate(mostAtOnce)

  const laneOf = (tenant: string): Lane => {
    const known = lanes.get(tenant)
    if (known) return known
    const one = { settings, counts, mostItems: 1, mostBytes: Number.POSITIVE_INFINITY, ending }
    const lane = createLane({ ...one, send: (items) => gate(() => send(settings, items, ending)) })
    lanes.set(tenant, lane)
    return lane
  }

  /** A lane is forgotten when it is empty, so that a long life does not gather the names of all tenants. */
  const start = (tenant: string, lane: Lane): Promise<void> =>
    lane.start().then(() => {
      if (!lane.isBusy()) lanes.delete(tenant)
    })

  const report = (change: TenantChange, closed: boolean): void => {
    if (closed || counts.waiting >= settings.mostWaiting) {
      counts.dropped += 1
      settings.onDropped(change, closed ? 'closed' : 'queue_full')
      return
    }
    const item = read(change, settings.now())
    if (typeof item === 'string') {
      counts.refused += 1
      settings.onRefused(change, { code: 'invalid_request', message: item })
      return
    }
    const lane = laneOf(change.tenant)
    lane.push(item)
    counts.waiting += 1
    start(change.tenant, lane)
  }

  const startAll = (): Promise<unknown> => Promise.all([...lanes].map(([tenant, lane]) => start(tenant, lane)))

  const isBusy = () => [...lanes.values()].some((lane) => lane.isBusy())

  return { report, start: startAll, isBusy, counts }
}
