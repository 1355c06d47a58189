import { type ConnectOptions, connect, type Db, disconnect } from '@/db/client'
import { shareTurns } from '@/lib/platform/turns'

const pools = {
  /** For machines and for what the server does by itself. */
  machines: { connections: 10 },
  /**
   * For people's pages, which may read a lot: however many are open, and whatever they wait for, they take nothing from
   * machines. Their queries take turns.
   */
  people: { connections: 5, oneEach: true },
} as const satisfies Record<string, Partial<ConnectOptions>>
type Pool = keyof typeof pools

const key = Symbol.for('kontor.databases')
const shared = globalThis as { [key]?: Partial<Record<Pool, Db>> }

/** A pool that takes turns with those that are open: they change the same accounts. */
const connectBeside = ([other]: readonly Db[], options: ConnectOptions): Db => {
  const db = connect(options)
  if (other) shareTurns(other.$client, db.$client)
  return db
}

/** A pool of this process, as role `kontor_app`. One for the front server and the pages that Next bundles. */
const open = (pool: Pool): Db => {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set; start Kontor with npm start')
  shared[key] ??= {}
  const pooler = process.env.DATABASE_POOLER === 'transaction' ? 'transaction' : 'none'
  const opened = shared[key]
  opened[pool] ??= connectBeside(Object.values(opened), { url, role: 'kontor_app', pooler, ...pools[pool] })
  return opened[pool]
}

export const appDb = (): Db => open('machines')
export const peopleDb = (): Db => open('people')

export const closeAppDb = async (): Promise<void> => {
  const opened = Object.values(shared[key] ?? {})
  shared[key] = undefined
  await Promise.all(opened.map(disconnect))
}
