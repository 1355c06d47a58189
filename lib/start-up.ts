import { appDb } from '@/db/app'
import { readRole } from '@/db/role'
import { settings } from '@/lib/compose'
import { roleProblems } from '@/lib/core/setup/database-role'
import { type Settings, SettingsError } from '@/lib/platform/env'
import { loadSettings } from '@/lib/platform/load-settings'
import { log } from '@/lib/platform/log'

/**
 * Refuses to begin without what only `npm start` makes by itself for a demo. What the pools and what signs people in read
 * from the environment is put there.
 */
const settle = ({ url, databaseUrl, databasePooler, authSecret }: Settings): void => {
  const needs: [string, unknown][] = [
    ['DATABASE_URL', databaseUrl],
    ['AUTH_SECRET', authSecret],
  ]
  const missing = needs.filter(([, value]) => value === null).map(([name]) => name)
  if (missing.length > 0) {
    throw new SettingsError(missing.map((name) => `${name} is missing; only npm start makes one by itself.`))
  }
  Object.assign(process.env, { DATABASE_URL: databaseUrl, DATABASE_POOLER: databasePooler, NEXTAUTH_URL: url })
}

const roleAdvice =
  'Give the app a login that is a member of kontor_app and nothing else; with a transaction pooler set DATABASE_POOLER=transaction as well (see the README).'

/** Refuses a database that is reached as somebody who could change what was issued. One that is away is looked at once it is back. */
const checkRole = async (): Promise<void> => {
  const role = await readRole(appDb().$client).catch((error: unknown) => {
    log.warn({ err: error }, 'the database cannot be asked as whom Kontor works')
    return null
  })
  const problems = role === null ? [] : roleProblems(role)
  if (problems.length > 0) throw new SettingsError([`DATABASE_URL: ${problems.join(' ')} ${roleAdvice}`])
}

const start = async (): Promise<void> => {
  await loadSettings(process.env)
  settle(settings())
  await checkRole()
}

let started: Promise<void> | undefined

/**
 * Makes sure that this process may answer requests: its settings are whole and its database is reached with the rights of
 * the app. Called before the first request, however the app is started.
 * @throws SettingsError that names every problem.
 */
export const startUp = (): Promise<void> => {
  started ??= start()
  return started
}
