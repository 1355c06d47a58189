import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoPeople } from '@/lib/demo/people'
import { type Settings, SettingsError, wrongSettingsExit } from '@/lib/platform/env'
import { isAlive } from '@/lib/platform/is-alive'
import { loadSettings } from '@/lib/platform/load-settings'
import { backOffMs } from './back-off'
import { buildIfNeeded, builtServer } from './build'
import { keepEmbedded } from './keep-embedded'
import { prepare } from './prepare'

const dev = process.argv.includes('--dev')
const say = (line: string): void => console.log(`  ${line}`)

/** npm hands a SIGTERM to the shell between it and us, which dies without a word: being left behind means to stop. */
const whenOrphaned = (stop: () => void): void => {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 250)
  watch.unref()
}

/** One Kontor per folder: a second one would stop the database of the first. */
const takeFolder = (dataDir: string): string => {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'kontor.pid')
  const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (other > 0 && other !== process.pid && isAlive(other)) {
    throw new Error(`Kontor already runs on ${dataDir} (process ${other}).`)
  }
  writeFileSync(file, String(process.pid))
  return file
}

const welcome = ({ url, demo }: Settings): void => {
  console.log(`\n  Kontor is ready: ${url}\n`)
  if (!demo) return
  console.log('  This is a demo: payments go to an embedded Stripe emulator. Sign in as')
  for (const { name, email, description } of demoPeople)
    console.log(`    ${name.padEnd(18)} ${email.padEnd(28)} ${description}`)
  console.log('\n  Ctrl-C stops everything.\n')
}

/** The server ends with this where starting it again would come to the same: a setting is wrong. */
const isFinal = (code: number | null): boolean => code === wrongSettingsExit

/** Runs the server and starts it again whenever it dies, waiting longer each time that it did not stay up. */
const supervise = async (
  settings: Settings,
  stopping: () => boolean,
  hold: (child: ChildProcess) => void,
  pause: (ms: number) => Promise<void>,
): Promise<void> => {
  for (let crashes = 0; !stopping(); crashes += 1) {
    const started = Date.now()
    const child = dev
      ? fork('server.ts', ['--dev'], {
          execArgv: ['--import', 'tsx'],
          env: { ...process.env, NODE_ENV: 'development' },
        })
      : fork(builtServer, { execArgv: [], env: { ...process.env, NODE_ENV: 'production' } })
    hold(child)
    child.once('message', () => welcome(settings))
    const code = await new Promise<number | null>((exited) => child.once('exit', exited))
    if (stopping()) return
    if (isFinal(code)) throw new Error('Kontor cannot start; the reason is above.')
    if (Date.now() - started > 60_000) crashes = 0
    say(`The server ended (${code}); starting it again.`)
    await pause(backOffMs(crashes))
  }
}

const main = async (): Promise<void> => {
  const settings = await loadSettings(process.env)
  const pidFile = takeFolder(settings.dataDir)
  let stopped = false
  let server: ChildProcess | null = null
  const wake = new AbortController()
  /** A SIGTERM is of somebody who has others to ask meanwhile; with Ctrl-C nobody waits for an answer. */
  const stop = (signal: 'SIGINT' | 'SIGTERM'): void => {
    stopped = true
    wake.abort()
    server?.kill(signal)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (process.env.npm_lifecycle_event) whenOrphaned(() => stop('SIGTERM'))
  console.log('\n  Kontor\n')
  const { embedded } = await prepare(settings, say)
  const kept = embedded && keepEmbedded(settings.dataDir, embedded, say)
  try {
    if (!dev && !stopped) await buildIfNeeded(say)
    await supervise(
      settings,
      () => stopped,
      (child) => {
        server = child
      },
      (ms) => sleep(ms, undefined, { signal: wake.signal }).catch(() => {}),
    )
  } finally {
    if (kept) await kept.stop()
    rmSync(pidFile, { force: true })
    say('Stopped.')
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof SettingsError || (error instanceof Error && error.message.startsWith('Kontor'))
  console.error(expected ? `\n${(error as Error).message}\n` : error)
  process.exit(1)
})
