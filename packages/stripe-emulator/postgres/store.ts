import type { Sql } from 'postgres'

/*
 * The shapes are those of `EmulatorStore` in the emulator's room, which this room does not import; the test beside
 * this file, and the code that hands the store over, hold the two together.
 */
type Stored = { id: string; type: string; version: number; data: Record<string, unknown> }
type Answer = { key: string; fingerprint: string; status: number; body: string }
type State = 'pending' | 'delivered' | 'failed'
type Delivery = {
  id: string
  eventId: string
  state: State
  attempts: number
  dueAtMs: number
  lastStatus: number | null
}
type Order = 'newest' | 'oldest'
type Query = {
  readonly type: string
  readonly match: Readonly<Record<string, string>>
  readonly limit: number
  readonly after: string | null
  readonly order: Order
}
type DeliveryRow = Omit<Delivery, 'dueAtMs'> & { dueAtMs: string }

const deliveryOf = (row: DeliveryRow): Delivery => ({ ...row, dueAtMs: Number(row.dueAtMs) })

/** Objects and answers: each method is one statement. */
const createObjects = (sql: Sql) => ({
  get: async (id: string): Promise<Stored | null> => {
    const [row] = await sql<Stored[]>`select id, type, version, data from stripe_emulator.objects where id = ${id}`
    return row ?? null
  },
  list: async ({ type, match, limit, after, order }: Query): Promise<Stored[]> => {
    const start = sql`(select sequence from stripe_emulator.objects where id = ${after})`
    const onward = order === 'newest' ? sql`sequence < ${start}` : sql`sequence > ${start}`
    return sql<Stored[]>`
      select id, type, version, data from stripe_emulator.objects
      where type = ${type} and data @> ${JSON.stringify(match)}::text::jsonb and coalesce(${onward}, true)
      order by ${order === 'newest' ? sql`sequence desc` : sql`sequence`}
      limit ${limit}`
  },
  answerTo: async (key: string): Promise<Answer | null> => {
    const [row] = await sql<Answer[]>`
      select key, fingerprint, status, body from stripe_emulator.answers where key = ${key}`
    return row ?? null
  },
  commit: async (change: object): Promise<'applied' | 'stale'> => {
    const [row] = await sql<{ outcome: 'applied' | 'stale' }[]>`
      select stripe_emulator.commit(${JSON.stringify(change)}::text::jsonb) as outcome`
    return row?.outcome ?? 'stale'
  },
})

/** The queue of webhooks that are owed. */
const createQueue = (sql: Sql) => {
  const columns = sql`id, event_id as "eventId", state, attempts, due_at_ms as "dueAtMs", last_status as "lastStatus"`
  return {
    claimDelivery: async (claim: { nowMs: number; leaseMs: number; order: Order }): Promise<Delivery | null> => {
      const [row] = await sql<DeliveryRow[]>`
        update stripe_emulator.deliveries
        set attempts = attempts + 1, lease_until_ms = ${claim.nowMs + claim.leaseMs}
        where id = (
          select id from stripe_emulator.deliveries
          where state = 'pending' and due_at_ms <= ${claim.nowMs} and lease_until_ms <= ${claim.nowMs}
          order by ${claim.order === 'newest' ? sql`sequence desc` : sql`sequence`}
          limit 1 for update skip locked
        )
        returning ${columns}`
      return row ? deliveryOf(row) : null
    },
    settleDelivery: async (outcome: {
      id: string
      state: State
      lastStatus: number
      dueAtMs: number
    }): Promise<void> => {
      await sql`
        update stripe_emulator.deliveries
        set state = ${outcome.state}, last_status = ${outcome.lastStatus}, due_at_ms = ${outcome.dueAtMs},
          lease_until_ms = 0
        where id = ${outcome.id}`
    },
    deliveries: async (limit: number): Promise<Delivery[]> => {
      const rows = await sql<DeliveryRow[]>`
        select ${columns} from stripe_emulator.deliveries order by sequence desc limit ${limit}`
      return rows.map(deliveryOf)
    },
  }
}

/** Keeps the emulator's state in Postgres, where it outlives the process and is shared by all of them. */
export const createEmulatorStore = (sql: Sql) => ({ ...createObjects(sql), ...createQueue(sql) })
