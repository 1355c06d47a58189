import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBrowser } from './browser'
import { startIdentityProvider } from './identity-provider'

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))))
    })
  })

const untilHealthy = async (url: string, child: ChildProcess): Promise<void> => {
  const deadline = Date.now() + 300_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error('Kontor did not start; see test-results/kontor.log')
    const healthy = await fetch(`${url}/api/health`)
      .then(({ ok }) => ok)
      .catch(() => false)
    if (healthy) return
    await sleep(200)
  }
  throw new Error('Kontor did not become healthy; see test-results/kontor.log')
}

/** Starts Kontor as a newcomer would, on a free port and an empty folder, with an identity provider to sign in with. */
export default async function setup(): Promise<() => Promise<void>> {
  const browser = await findBrowser()
  process.env.KONTOR_E2E_BROWSER = browser.executablePath
  if (browser.libraryPath) process.env.KONTOR_E2E_LIBRARIES = browser.libraryPath

  const port = await freePort()
  const url = `http://localhost:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'kontor-e2e-'))
  const provider = await startIdentityProvider(await freePort(), url)
  mkdirSync('test-results', { recursive: true })
  const log = createWriteStream(resolve('test-results/kontor.log'))
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/start.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      KONTOR_URL: url,
      KONTOR_DATA_DIR: folder,
      KONTOR_DEMO: 'true',
      KONTOR_ADMIN_EMAILS: 'operator@provider.example',
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_NAME: 'Company account',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await new Promise((exited) => child.once('exit', exited))
    }
    await provider.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilHealthy(url, child)
  } catch (error) {
    await stop()
    throw error
  }
  process.env.KONTOR_E2E_URL = url
  process.env.KONTOR_E2E_FOLDER = folder
  return stop
}
