import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from '@/lib/platform/bundle.mjs'
import { precompress } from './precompress'

const sources = [
  'app',
  'components',
  'lib',
  'db',
  'packages',
  'public',
  'server.ts',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'package-lock.json',
  'tsconfig.json',
]
const stamp = join('.next', 'kontor-sources')
const folder = join('.next', 'kontor')

/** The front server as it runs in production. */
export const builtServer = join(folder, 'server.mjs')

const filesOf = (path: string): string[] => {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}

/** What the build was made from, as one hash. Tests and READMEs do not count. */
const sourcesHash = (): string => {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesOf)) {
    if (!/\.test\.tsx?$|\.md$/.test(file)) hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

const run = (command: string, args: readonly string[]): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } })
    child.once('error', fail)
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${command} ${args.join(' ')} failed`))))
  })

/** The front server and, each by itself, its PDF worker and the Stripe emulator, which a demo alone loads. */
const buildServer = (): Promise<void> =>
  bundle(
    {
      server: 'server.ts',
      'pdf-worker': join('lib', 'pdf', 'worker', 'answer-orders.ts'),
      'stripe-emulator': join('packages', 'stripe-emulator', 'index.ts'),
    },
    folder,
  )

/** Builds the pages and the server, unless the last build was made from these very sources. */
export const buildIfNeeded = async (say: (line: string) => void): Promise<void> => {
  const hash = sourcesHash()
  const built = existsSync(join('.next', 'BUILD_ID')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  if (built) return
  say('Building the pages; this takes a moment the first time.')
  await run(process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'])
  await precompress(join('.next', 'static'))
  await buildServer()
  writeFileSync(stamp, hash)
}
