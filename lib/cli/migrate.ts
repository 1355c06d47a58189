import { migrate } from '@/db/migrate'
import { SettingsError } from '@/lib/platform/env'
import { loadSettings } from '@/lib/platform/load-settings'

const main = async (): Promise<void> => {
  const { ownerDatabaseUrl } = await loadSettings(process.env)
  if (!ownerDatabaseUrl) throw new SettingsError(['DATABASE_URL is missing; the embedded database migrates itself.'])
  await migrate(ownerDatabaseUrl)
  console.log('The database is current.')
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exit(1)
})
