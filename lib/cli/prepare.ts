import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Db, disconnect } from '@/db/client'
import { type EmbeddedPostgres, startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { type DemoStripeAt, stripeInTestMode } from '@/lib/demo/demo-stripe'
import { seedDemo } from '@/lib/demo/seed-demo'
import { systemClock } from '@/lib/platform/clock'
import { newEd25519Key } from '@/lib/platform/ed25519-key'
import type { Settings } from '@/lib/platform/env'

export type Prepared = {
  readonly databaseUrl: string
  /** The embedded server, where there is one. */
  readonly embedded: EmbeddedPostgres | null
}

const databaseName = 'kontor'

/** A secret that is made once and kept beside the demo's data. */
const keptSecret = (folder: string, name: string, make: () => string): string => {
  const file = join(folder, name)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

const createDatabase = async (serverUrl: string): Promise<string> => {
  const db = connect({ url: serverUrl, role: 'owner', connections: 1 })
  try {
    const found = await db.$client`select 1 from pg_database where datname = ${databaseName}`
    if (found.length === 0) await db.$client.unsafe(`create database ${databaseName}`)
  } finally {
    await disconnect(db)
  }
  const url = new URL(serverUrl)
  url.pathname = `/${databaseName}`
  return url.toString()
}

/**
 * Makes the database ready to work with: started where it is embedded, migrated, and filled once where this is a demo.
 * Sets what the server's process reads from its environment. Where that fails, a server that was started for it is
 * stopped again.
 */
export const prepare = async (settings: Settings, say: (line: string) => void): Promise<Prepared> => {
  const { databaseUrl, dataDir } = settings
  if (databaseUrl !== null) return { databaseUrl: await fillDatabase(settings, databaseUrl, say), embedded: null }
  const embedded = await startEmbedded(dataDir)
  try {
    const url = await createDatabase(embedded.url)
    say(embedded.started ? `PostgreSQL is running on ${dataDir}.` : `PostgreSQL was running on ${dataDir}; using it.`)
    return { databaseUrl: await fillDatabase(settings, url, say), embedded }
  } catch (error) {
    if (embedded.started) await embedded.stop()
    throw error
  }
}

/** The emulator, which nothing but a demo without keys loads, with its own place in the database. */
const emulated = async (owner: Db, app: Db): Promise<DemoStripeAt> => {
  const { emulatedStripe, prepareEmulator } = await import('@/lib/demo/emulated-stripe')
  await prepareEmulator(owner.$client)
  return emulatedStripe(app.$client)
}

/** Migrates the database, and fills it once where this is a demo. Answers its address. */
const fillDatabase = async (settings: Settings, url: string, say: (line: string) => void): Promise<string> => {
  const { ownerDatabaseUrl, dataDir, demo, databasePooler: pooler } = settings
  const ownerUrl = ownerDatabaseUrl ?? url
  await migrate(ownerUrl)
  process.env.DATABASE_URL = url
  process.env.KONTOR_DEMO = String(demo)
  // The server that is started finds the database in its environment, be it the embedded one.
  if (demo) process.env.KONTOR_DEMO_DATABASE = 'true'
  if (!demo) return url
  if (settings.authSecret === null)
    process.env.AUTH_SECRET = keptSecret(dataDir, 'auth-secret', () => randomBytes(32).toString('base64url'))
  if (settings.capabilityKey === null)
    process.env.KONTOR_CAPABILITY_KEY = keptSecret(dataDir, 'capability-key', newEd25519Key)
  const owner = connect({ url: ownerUrl, role: 'owner', connections: 1 })
  const app = connect({ url, role: 'kontor_app', connections: 4, pooler })
  try {
    const now = systemClock().add({ seconds: settings.demoClockSeconds })
    const stripe = settings.stripe ? stripeInTestMode(settings.stripe) : await emulated(owner, app)
    if (await seedDemo(app, now, stripe)) say('The demo was set up.')
  } finally {
    await disconnect(owner)
    await disconnect(app)
  }
  return url
}
