import { appDb, closeAppDb } from '@/db/app'
import { clock } from '@/lib/compose'
import type { Ctx } from '@/lib/context'
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
      await command({ actor: { kind: 'system', name }, now: clock(), db: appDb(), requestId: newId('run') })
    } finally {
      await closeAppDb()
      if (embedded?.started) await embedded.stop()
    }
  }
  main().catch((error: unknown) => {
    if (error instanceof Refusal) console.error(`${error.code}: ${error.sentence}`)
    else if (error instanceof SettingsError || error instanceof CommandError) console.error(error.message)
    else console.error(error)
    process.exitCode = 1
  })
}

/** Something wrong with how a command was called. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
