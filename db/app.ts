import { connect, type Db, disconnect } from '@/db/client'

const key = Symbol.for('kontor.database')
const shared = globalThis as { [key]?: Db }

/** The pool of this process, as role `kontor_app`. One for the front server and the pages that Next bundles. */
export const appDb = (): Db => {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set; start Kontor with npm start')
  shared[key] ??= connect({ url, role: 'kontor_app', connections: 10 })
  return shared[key]
}

export const closeAppDb = async (): Promise<void> => {
  const db = shared[key]
  shared[key] = undefined
  if (db) await disconnect(db)
}
