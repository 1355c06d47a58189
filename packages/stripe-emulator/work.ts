import type Stripe from 'stripe'
import { newIdentifier } from './identifiers'
import { previousAttributes } from './previous-attributes'
import type { EventRecord, Records, RecordType } from './records'
import type { Change, EmulatorStore, ListQuery, StoredAnswer, StoredObject } from './store'

/**
 * One request's view of the store. Reads note the version they saw, writes wait until the end: nothing is written
 * before the whole decision is known, and it is written only if what it rests on still holds.
 */
export type Work = {
  /** Epoch seconds, read once. */
  readonly now: number
  /** Origin of the portal, where the local pages are. */
  readonly publicUrl: string
  get<T extends RecordType>(type: T, id: string): Promise<Records[T] | null>
  list<T extends RecordType>(type: T, query: Omit<ListQuery, 'type'>): Promise<Records[T][]>
  put<T extends RecordType>(type: T, record: Records[T]): void
  /**
   * Announces an event about the object as it is now; it is delivered after the change is written.
   * @param before the object as it was, for events that tell what changed.
   */
  emit(type: Stripe.Event.Type, object: object, before?: object): void
}

export type Origin = EventRecord['request']

type Draft = { work: Work; change(answer: StoredAnswer | null): Promise<Change> }

export const noSwitches: Records['emulator.switches'] = {
  id: 'webhook_switches',
  paused: false,
  delaySeconds: 0,
  copies: 1,
  order: 'in_order',
}

/** The record in a stored row. The store holds what `put` gave it, under the type it was given with. */
const recordOf = <T extends RecordType>(row: StoredObject): Records[T] => row.data as unknown as Records[T]

type Ground = { readonly store: EmulatorStore; readonly nowMs: number; readonly publicUrl: string }

/** A copy through JSON: decimals become their text. */
const onTheWire = (object: object): Record<string, unknown> => JSON.parse(JSON.stringify(object))

/** A fresh view of the store at `nowMs`, for one try of one request. */
export const draftWork = ({ store, nowMs, publicUrl }: Ground, origin: Origin): Draft => {
  const seen = new Map<string, number>()
  /** Versions of what a list showed: guarded only where it is written. */
  const listed = new Map<string, number>()
  const written = new Map<string, Change['objects'][number]>()
  const events: EventRecord[] = []
  const now = Math.floor(nowMs / 1000)

  const work: Work = {
    now,
    publicUrl,
    get: async <T extends RecordType>(type: T, id: string) => {
      const mine = written.get(id)
      if (mine) return mine.type === type ? (mine.data as unknown as Records[T]) : null
      const row = await store.get(id)
      seen.set(id, row?.version ?? 0)
      return row?.type === type ? recordOf<T>(row) : null
    },
    list: async <T extends RecordType>(type: T, query: Omit<ListQuery, 'type'>) =>
      (await store.list({ ...query, type })).map((row) => {
        listed.set(row.id, row.version)
        return recordOf<T>(row)
      }),
    put: (type, record) => {
      if (!seen.has(record.id)) seen.set(record.id, listed.get(record.id) ?? 0)
      written.set(record.id, { id: record.id, type, data: record })
    },
    emit: (type, object, before) => {
      const event: EventRecord = {
        id: newIdentifier('event'),
        created: now,
        type,
        request: origin,
        object: onTheWire(object),
        ...(before && { previous: previousAttributes(onTheWire(before), onTheWire(object)) }),
      }
      events.push(event)
      work.put('event', event)
    },
  }

  const change = async (answer: StoredAnswer | null): Promise<Change> => {
    const row = events.length > 0 ? await store.get(noSwitches.id) : null
    const { copies, delaySeconds } = row ? recordOf<'emulator.switches'>(row) : noSwitches
    const deliveries = events.flatMap(({ id: eventId }) =>
      Array.from({ length: copies }, () => ({
        id: newIdentifier('delivery'),
        eventId,
        dueAtMs: nowMs + delaySeconds * 1000,
      })),
    )
    const guards = [...seen].map(([id, version]) => ({ id, version }))
    return { guards, objects: [...written.values()], deliveries, answer }
  }

  return { work, change }
}

/** True where writing the change would leave the store as it was. */
export const isEmpty = (change: Change): boolean => change.objects.length === 0 && change.answer === null
