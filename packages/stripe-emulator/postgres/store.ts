import type { Sql } from 'postgres'
import type { Delivery, EmulatorStore, StoredAnswer, StoredObject } from '@/packages/stripe-emulator/store'

type DeliveryRow = Omit<Delivery, 'dueAtMs'> & { dueAtMs: string }

const deliveryOf = (row: DeliveryRow): Delivery => ({ ...row, dueAtMs: Number(row.dueAtMs) })

/** Objects and answers: each method is one statement. */
const createObjects = (sql: Sql): Pick<EmulatorStore, 'get' | 'list' | 'answerTo' | 'commit'> => ({
  get: async (id) => {
    const [row] = await sql<
      StoredObject[]
    >`select id, type, version, data from stripe_emulator.objects where id = ${id}`
    return row ?? null
  },
  list: async ({ type, match, limit, after, order }) => {
    const start = sql`(select sequence from stripe_emulator.objects where id = ${after})`
    const onward = order === 'newest' ? sql`sequence < ${start}` : sql`sequence > ${start}`
    return sql<StoredObject[]>`
      select id, type, version, data from stripe_emulator.objects
      where type = ${type} and data @> ${JSON.stringify(match)}::text::jsonb and coalesce(${onward}, true)
      order by ${order === 'newest' ? sql`sequence desc` : sql`sequence`}
      limit ${limit}`
  },
  answerTo: async (key) => {
    const [row] = await sql<StoredAnswer[]>`
      select key, fingerprint, status, body from stripe_emulator.answers where key = ${key}`
    return row ?? null
  },
  commit: async (change) => {
    const [row] = await sql<{ outcome: 'applied' | 'stale' }[]>`
      select stripe_emulator.commit(${JSON.stringify(change)}::text::jsonb) as outcome`
    return row?.outcome ?? 'stale'
  },
})

/** The queue of webhooks that are owed. */
const createQueue = (sql: Sql): Pick<EmulatorStore, 'claimDelivery' | 'settleDelivery' | 'deliveries'> => {
  const columns = sql`id, event_id as "eventId", state, attempts, due_at_ms as "dueAtMs", last_status as "lastStatus"`
  return {
    claimDelivery: async (claim) => {
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
    settleDelivery: async (outcome) => {
      await sql`
        update stripe_emulator.deliveries
        set state = ${outcome.state}, last_status = ${outcome.lastStatus}, due_at_ms = ${outcome.dueAtMs},
          lease_until_ms = 0
        where id = ${outcome.id}`
    },
    deliveries: async (limit) => {
      const rows = await sql<DeliveryRow[]>`
        select ${columns} from stripe_emulator.deliveries order by sequence desc limit ${limit}`
      return rows.map(deliveryOf)
    },
  }
}

/** Keeps the emulator's state in Postgres, where it outlives the process and is shared by all of them. */
export const createEmulatorStore = (sql: Sql): EmulatorStore => ({ ...createObjects(sql), ...createQueue(sql) })
