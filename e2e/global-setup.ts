import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { FullConfig } from '@playwright/test'
import { freePort } from '@/lib/platform/free-port'
import { firstAdmins, writeAdmins } from './admin-list'
import { findBrowser } from './browser'
import { cronSecret } from './cron-secret'
import { startIdentityProvider } from './identity-provider'
import { startKontor, untilHealthy } from './kontor'
import { type Lane, loopFileOf, openLanes } from './lane'
import { makeSeed, seededFolder } from './seeded-folder'

type Opened = { readonly lane: Lane; readonly healthy: Promise<void>; readonly stop: () => Promise<void> }

/** Starts Kontor on a free port and the demo, with an identity provider to sign in with. */
const open = async (index: number): Promise<Opened> => {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const folder = seededFolder()
  const provider = await startIdentityProvider(await freePort(), url)
  const kontor = startKontor({
    PORT: String(port),
    KONTOR_URL: url,
    KONTOR_DATA_DIR: folder,
    KONTOR_DEMO: 'true',
    CRON_SECRET: cronSecret,
    KONTOR_ADMIN_EMAILS_FILE: writeAdmins(folder, firstAdmins),
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Company account',
    // Cells of these tests are on this machine.
    KONTOR_PRIVATE_TARGETS: '127.0.0.1 ::1',
    NODE_OPTIONS: `--import ${pathToFileURL('e2e/loop-monitor.mjs')}`,
    KONTOR_TEST_LOOP_FILE: loopFileOf(folder),
  })
  const stop = async (): Promise<void> => {
    kontor.child.kill('SIGTERM')
    await kontor.exited
    mkdirSync('test-results', { recursive: true })
    writeFileSync(`test-results/kontor-${index}.log`, kontor.output())
    await provider.stop()
    rmSync(folder, { recursive: true, force: true })
    rmSync(loopFileOf(folder), { force: true })
  }
  return { lane: { url, folder }, healthy: untilHealthy(url, kontor), stop }
}

export default async function setup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const browser = await findBrowser()
  process.env.KONTOR_E2E_BROWSER = browser.executablePath
  if (browser.libraryPath) process.env.KONTOR_E2E_LIBRARIES = browser.libraryPath

  const opened: Opened[] = []
  const removeSeed = await makeSeed()
  const stop = async (): Promise<void> => {
    await Promise.all(opened.map((each) => each.stop()))
    removeSeed()
  }
  try {
    // One after the other: a port that was free stays free only until the next one asks.
    for (let index = 0; index < workers; index += 1) {
      const next = await open(index)
      opened.push(next)
      await next.healthy
    }
  } catch (error) {
    await stop()
    throw error
  }
  openLanes(opened.map(({ lane }) => lane))
  return stop
}
