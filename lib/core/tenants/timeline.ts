import type { Temporal } from 'temporal-polyfill'
import { type Interval, intersect, subtract } from '@/lib/core/time/interval'

export type TenantEventKind = 'created' | 'deleted' | 'enabled' | 'disabled' | 'suspended' | 'resumed'

/** One recorded event of a tenant. `skill` is empty but for enabled and disabled. */
export type TenantEvent = {
  readonly id: string
  readonly tenant: string
  readonly kind: TenantEventKind
  readonly skill: string
  readonly at: Temporal.Instant
  /** Order of recording within the org: decides between events of the same instant. */
  readonly sequence: bigint
}

export type TenantState = { readonly alive: boolean; readonly suspended: boolean; readonly skills: readonly string[] }

/** When the tenant lived, when it was really running, and when each skill was enabled and running. */
export type Timeline = {
  readonly creations: readonly TenantEvent[]
  readonly active: readonly Interval[]
  /** By skill, sorted by name. */
  readonly skills: ReadonlyMap<string, readonly Interval[]>
  readonly state: TenantState
}

/** Events in the order in which they happened; recording order breaks ties. The order of arrival does not matter. */
export const inOrder = (events: readonly TenantEvent[]): TenantEvent[] =>
  [...events].sort((a, b) => {
    const difference = a.at.epochNanoseconds - b.at.epochNanoseconds
    if (difference !== 0n) return difference < 0n ? -1 : 1
    return a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : 0
  })

type Open = { at: bigint | null; readonly closed: Interval[] }

const open = (): Open => ({ at: null, closed: [] })

const begin = (track: Open, at: bigint): void => {
  track.at ??= at
}

const end = (track: Open, at: bigint): void => {
  if (track.at !== null && track.at < at) track.closed.push({ start: track.at, end: at })
  track.at = null
}

const intervalsOf = (track: Open): Interval[] =>
  track.at === null ? track.closed : [...track.closed, { start: track.at, end: null }]

/**
 * Reads the events of one tenant (T1): repeated events of a kind change nothing, deletion ends suspensions and skills,
 * and a tenant may be created again under its name. A skill or suspension recorded for a time before the creation
 * counts from the creation.
 */
export const timelineOf = (events: readonly TenantEvent[]): Timeline => {
  const life = open()
  const suspension = open()
  const skills = new Map<string, Open>()
  const creations: TenantEvent[] = []
  for (const event of inOrder(events)) {
    const at = event.at.epochNanoseconds
    const skill = skills.get(event.skill) ?? open()
    if (event.skill !== '') skills.set(event.skill, skill)
    if (event.kind === 'created' && life.at === null) creations.push(event)
    if (event.kind === 'created') begin(life, at)
    if (event.kind === 'suspended') begin(suspension, at)
    if (event.kind === 'enabled') begin(skill, at)
    if (event.kind === 'resumed') end(suspension, at)
    if (event.kind === 'disabled') end(skill, at)
    if (event.kind === 'deleted') for (const track of [life, suspension, ...skills.values()]) end(track, at)
  }
  const active = subtract(intervalsOf(life), intervalsOf(suspension))
  const names = [...skills.keys()].sort()
  return {
    creations,
    active,
    skills: new Map(names.map((name) => [name, intersect(active, intervalsOf(skills.get(name) ?? open()))])),
    state: {
      alive: life.at !== null,
      suspended: suspension.at !== null,
      skills: names.filter((name) => skills.get(name)?.at != null),
    },
  }
}
