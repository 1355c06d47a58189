import { connect, type Db, disconnect } from '@/db/client'

type Shared = { db?: Db }
const shared: Shared = ((globalThis as { [key: symbol]: Shared })[Symbol.for('kontor.database')] ??= {})

/** The pool of this process, as role `kontor_app`. One for the front server and the pages that Next bundles. */
export const appDb = (): Db => {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set; start Kontor with npm start')
  shared.db ??= connect({ url, role: 'kontor_app', connections: 10 })
  return shared.db
}

export const closeAppDb = async (): Promise<void> => {
  const { db } = shared
  shared.db = undefined
  if (db) await disconnect(db)
}
