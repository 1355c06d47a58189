import { appDb, closeAppDb } from '@/db/app'
import { clock } from '@/lib/compose'
import type { Ctx } from '@/lib/context'
import { loadEmulator } from '@/lib/demo/load-emulator'
import { SettingsError } from '@/lib/platform/env'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { loadSettings } from '@/lib/platform/load-settings'
import { prepare } from './prepare'

/** Runs one command with the database at hand, whether or not Kontor is running; says what was refused in words. */
export const runCommand = (name: string, command: (ctx: Ctx) => Promise<void>): void => {
  const main = async (): Promise<void> => {
    const { embedded } = await prepare(await loadSettings(process.env), () => {})
    try {
      await loadEmulator({ tellsLater: true })
      await command({ actor: { kind: 'system', name }, now: clock(), db: appDb(), requestId: newId('run') })
    } finally {
      await closeAppDb()
      if (embedded?.started) await embedded.stop()
    }
  }
  main().catch((error: unknown) => {
    console.error(sentenceOf(name, error))
    if (process.env.KONTOR_LOG_LEVEL === 'debug') console.error(error)
    process.exitCode = 1
  })
}

/** What somebody at a shell is told: what was refused or is set wrong, or that the command failed and of what. */
export const sentenceOf = (name: string, error: unknown): string => {
  if (error instanceof Refusal) return `${error.code}: ${error.sentence}`
  if (error instanceof SettingsError || error instanceof CommandError) return error.message
  const { message = '', code = '' } =
    error instanceof Error ? (error as Error & { code?: string }) : { message: String(error) }
  return `${name} failed: ${[message, code].find((text) => text !== '') ?? 'nobody knows why'}. KONTOR_LOG_LEVEL=debug says where.`
}

/** Something wrong with how a command was called. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
