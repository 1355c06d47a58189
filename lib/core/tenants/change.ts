import type { Temporal } from 'temporal-polyfill'
import { type Refused, refuse } from '@/lib/core/refusal'
import { skillDifference } from './skill-difference'
import { inOrder, type TenantEvent, type TenantEventKind, type TenantState, timelineOf } from './timeline'

/** What somebody says of a tenant. `mirror` is what a live cluster shows of it (T4). */
export type TenantChange =
  | { readonly kind: 'create'; readonly at: Temporal.Instant; readonly packages: readonly string[] }
  | { readonly kind: 'packages'; readonly at: Temporal.Instant; readonly packages: readonly string[] }
  | { readonly kind: 'suspend' | 'resume' | 'delete'; readonly at: Temporal.Instant }
  | {
      readonly kind: 'mirror'
      readonly at: Temporal.Instant
      readonly createdAt: Temporal.Instant
      /** When it ended or will; null of one that nobody deleted. */
      readonly deletedAt: Temporal.Instant | null
      readonly suspended: boolean
      /** Since when, where the cluster says so; otherwise it counts from when it is first seen. */
      readonly suspendedAt: Temporal.Instant | null
      readonly packages: readonly string[]
    }

export type EventTable = 'lifecycle' | 'skill' | 'suspension'
export type ChangeEvent = {
  readonly table: EventTable
  readonly kind: TenantEventKind
  readonly skill: string
  readonly at: Temporal.Instant
}

export type DecidedChange = { readonly events: readonly ChangeEvent[]; readonly state: TenantState }
type ChangeRefusal = Refused<'unknown_tenant' | 'tenant_deleted' | 'out_of_order'>

const lifecycle = (kind: 'created' | 'deleted', at: Temporal.Instant): ChangeEvent => ({
  table: 'lifecycle',
  kind,
  skill: '',
  at,
})
const suspension = (kind: 'suspended' | 'resumed', at: Temporal.Instant): ChangeEvent => ({
  table: 'suspension',
  kind,
  skill: '',
  at,
})
const skillEvents = (recorded: readonly string[], packages: readonly string[], at: Temporal.Instant): ChangeEvent[] =>
  skillDifference(recorded, packages).map((change) => ({ table: 'skill', ...change, at }))

/**
 * Decides which events a report about a tenant adds to those recorded (T1, T2, T4): the difference, so that the same
 * report again adds none.
 * @returns a refusal for a tenant that is not there, or where a real difference is reported for a time before what is
 * recorded: an old report must not undo a newer one.
 */
export const decideChange = (
  tenant: string,
  recorded: readonly TenantEvent[],
  change: TenantChange,
): DecidedChange | ChangeRefusal => {
  const { state } = timelineOf(recorded)
  if (recorded.length === 0 && change.kind !== 'create' && change.kind !== 'mirror') {
    return refuse('unknown_tenant', `There is no tenant ${tenant}.`, { tenant })
  }
  if (!state.alive && ['packages', 'suspend', 'resume'].includes(change.kind)) {
    return refuse('tenant_deleted', `The tenant ${tenant} was deleted.`, { tenant })
  }
  const events = eventsFor(recorded, state, change)
  const early = events.find((event) => isBefore(event, recorded))
  if (early) {
    return refuse('out_of_order', `Something newer than ${early.at} is recorded of ${tenant} already.`, {
      tenant,
      occurred_at: early.at.toString(),
    })
  }
  return { events, state: stateAfter(tenant, recorded, events) }
}

const eventsFor = (recorded: readonly TenantEvent[], state: TenantState, change: TenantChange): ChangeEvent[] => {
  const { at } = change
  if (change.kind === 'mirror') return mirrorEvents(recorded, state, change)
  if (change.kind === 'packages') return skillEvents(state.skills, change.packages, at)
  if (change.kind === 'create') {
    return state.alive ? [] : [lifecycle('created', at), ...skillEvents([], change.packages, at)]
  }
  if (change.kind === 'delete') return state.alive ? [lifecycle('deleted', at)] : []
  if (change.kind === 'suspend') return state.suspended ? [] : [suspension('suspended', at)]
  return state.suspended ? [suspension('resumed', at)] : []
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  a.epochNanoseconds > b.epochNanoseconds ? a : b

/**
 * A tenant as the cluster shows it: what differs began when the cluster says, but never before what is recorded. A tenant
 * that was deleted after it was created is over: the snapshot is older than the deletion.
 */
const mirrorEvents = (
  recorded: readonly TenantEvent[],
  state: TenantState,
  { at, createdAt, deletedAt, suspended, suspendedAt, packages }: Extract<TenantChange, { kind: 'mirror' }>,
): ChangeEvent[] => {
  const isOver = recorded.some(
    ({ kind, at: ended }) => kind === 'deleted' && ended.epochNanoseconds >= createdAt.epochNanoseconds,
  )
  if (!state.alive && isOver) return []
  const newest = inOrder(recorded).at(-1)?.at ?? createdAt
  const floor = later(createdAt, newest)
  const isGone = deletedAt !== null && deletedAt.epochNanoseconds <= at.epochNanoseconds
  // Of a tenant that is recorded living and is gone, only the end is known: nobody saw the rest.
  if (isGone && state.alive) return [lifecycle('deleted', later(deletedAt, floor))]
  const since = state.alive ? at : floor
  const stopped = suspendedAt === null ? at : later(suspendedAt, floor)
  const isStopped = suspended && (!isGone || stopped.epochNanoseconds < deletedAt.epochNanoseconds)
  return [
    ...(state.alive ? [] : [lifecycle('created', since)]),
    ...skillEvents(state.skills, packages, since),
    ...(isStopped && !state.suspended ? [suspension('suspended', stopped)] : []),
    ...(!suspended && state.suspended ? [suspension('resumed', at)] : []),
    ...(isGone ? [lifecycle('deleted', later(deletedAt, since))] : []),
  ]
}

const tableOf = (event: TenantEvent): EventTable => {
  if (event.skill !== '') return 'skill'
  return event.kind === 'created' || event.kind === 'deleted' ? 'lifecycle' : 'suspension'
}

/** A deletion closes everything, so it must not be before anything; other events only not before their own track. */
const isBefore = (event: ChangeEvent, recorded: readonly TenantEvent[]): boolean =>
  recorded.some(
    (each) =>
      each.at.epochNanoseconds > event.at.epochNanoseconds &&
      (event.kind === 'deleted' ||
        each.kind === 'deleted' ||
        (tableOf(each) === event.table && each.skill === event.skill)),
  )

const stateAfter = (tenant: string, recorded: readonly TenantEvent[], events: readonly ChangeEvent[]): TenantState => {
  const last = recorded.reduce((highest, each) => (each.sequence > highest ? each.sequence : highest), 0n)
  const added = events.map(({ kind, skill, at }, index) => ({
    id: '',
    tenant,
    kind,
    skill,
    at,
    sequence: last + BigInt(index + 1),
  }))
  return timelineOf([...recorded, ...added]).state
}
