import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@/lib/platform/free-port'
import type { Pooler, PoolerOptions } from './pooler'

const nobody = 65_534
const packages = ['pgbouncer', 'libevent-2.1-7', 'libc-ares2']

type Found = { readonly command: string; readonly libraries: string }

const works = ({ command, libraries }: Found): boolean =>
  spawnSync(command, ['--version'], { env: { ...process.env, LD_LIBRARY_PATH: libraries } }).status === 0

/** Debian's package, unpacked beside the system; null where it cannot be had. */
const unpack = (): Found | null => {
  const folder = join(tmpdir(), 'kontor-pgbouncer')
  const root = join(folder, 'root')
  const found: Found = {
    command: join(root, 'usr/sbin/pgbouncer'),
    libraries: join(root, 'usr/lib', process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'),
  }
  if (existsSync(found.command)) return works(found) ? found : null
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  chmodSync(folder, 0o755)
  const load = () => spawnSync('apt-get', ['download', ...packages], { cwd: folder, timeout: 60_000 }).status === 0
  if (!load()) {
    spawnSync('apt-get', ['update'], { timeout: 120_000 })
    if (!load()) return null
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    if (spawnSync('dpkg-deb', ['-x', join(folder, file), root]).status !== 0) return null
  }
  return works(found) ? found : null
}

/** PgBouncer of this machine, or of its distribution's packages; null where there is none. */
export const findPgBouncer = (): Found | null => {
  const installed = ['pgbouncer', '/usr/sbin/pgbouncer'].map((command) => ({ command, libraries: '' })).find(works)
  return installed ?? unpack()
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })

/** PgBouncer with a connection for each transaction, and few of them, so that they change hands. */
export const startPgBouncer = async (
  { command, libraries }: Found,
  { url, ignores }: PoolerOptions,
): Promise<Pooler> => {
  const target = new URL(url)
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'kontor-pooler-'))
  chmodSync(folder, 0o755)
  const file = join(folder, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
* = host=${target.hostname} port=${target.port} user=${decodeURIComponent(target.username)} password=${decodeURIComponent(target.password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = any
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
unix_socket_dir =
${ignores ? 'ignore_startup_parameters = role, statement_timeout' : ''}
`,
    { mode: 0o644 },
  )
  const child = spawn(command, ['-q', file], {
    stdio: 'ignore',
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
    ...(process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}),
  })
  const ended = new Promise((exited) => child.once('exit', exited))
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`PgBouncer did not start (${child.exitCode})`)
    await sleep(50)
  }
  target.hostname = '127.0.0.1'
  target.port = String(port)
  return {
    url: target.toString(),
    stop: async () => {
      child.kill('SIGTERM')
      child.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
