import { readSettings, type Settings } from './env'
import type { Source } from './setting-reader'

/** Settings that are secret, or that a secret is a part of. */
const secretNames = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'AUTH_SECRET',
  'KONTOR_CAPABILITY_KEY',
  'OIDC_CLIENT_SECRET',
  'STRIPE_SECRET_KEY',
  'STRIPE_PUBLISHABLE_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'SMTP_URL',
  'CRON_SECRET',
] as const

const isGiven = (source: Source, name: string): boolean =>
  Boolean(source[name]?.trim() || source[`${name}_FILE`]?.trim())

/**
 * Reads the settings of this process (P9). A secret that is neither in the environment nor in a mounted file is looked up
 * in a secret manager, where one is configured, and put into the environment: the processes that this one starts find it
 * there and need no access of their own.
 * @throws SettingsError that names every secret that is missing or could not be read.
 */
export const loadSettings = async (environment: NodeJS.ProcessEnv): Promise<Settings> => {
  if (environment.SECRETS_GOOGLE_PROJECTS?.trim()) {
    const { findGoogleSecrets } = await import('./google/find-secrets')
    const missing = secretNames.filter((name) => !isGiven(environment, name))
    if (missing.length > 0) Object.assign(environment, await findGoogleSecrets(environment, missing))
  }
  return readSettings(environment)
}
