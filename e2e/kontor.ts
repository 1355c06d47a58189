import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { clockSeconds } from './dates'

export type Started = {
  readonly child: ChildProcess
  readonly output: () => string
  readonly exited: Promise<number | null>
}

/** What a Kontor is started with: settings of the surrounding process do not count. A demo has the clock of the tests. */
export const startingEnvironment = (settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv => {
  const { PATH, HOME, TMPDIR } = process.env
  const inherited = Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined)
  const clock = { KONTOR_DEMO_CLOCK_SECONDS: String(clockSeconds) }
  return { ...Object.fromEntries(inherited), NODE_ENV: 'production', ...clock, ...settings }
}

/** Runs `npm start` without npm, so that signals reach it. */
export const startKontor = (settings: Readonly<Record<string, string>>): Started => {
  const child = spawn(process.execPath, ['lib/cli/run.mjs', 'lib/cli/start.ts'], {
    env: startingEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
  }
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  return { child, output: () => text, exited }
}

export const untilHealthy = async (url: string, { child, output }: Started): Promise<void> => {
  const deadline = Date.now() + 300_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Kontor did not start:\n${output()}`)
    const healthy = await fetch(`${url}/api/health`)
      .then(({ ok }) => ok)
      .catch(() => false)
    if (healthy) return
    await sleep(200)
  }
  throw new Error(`Kontor did not become healthy:\n${output()}`)
}
