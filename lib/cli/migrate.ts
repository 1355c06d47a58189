import { migrate } from '@/db/migrate'
import { readSettings, SettingsError } from '@/lib/platform/env'

const main = async (): Promise<void> => {
  const { ownerDatabaseUrl } = readSettings(process.env)
  if (!ownerDatabaseUrl) throw new SettingsError(['DATABASE_URL is missing; the embedded database migrates itself.'])
  await migrate(ownerDatabaseUrl)
  console.log('The database is current.')
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exit(1)
})
