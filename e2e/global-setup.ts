import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/lib/platform/free-port'
import { findBrowser } from './browser'
import { startIdentityProvider } from './identity-provider'
import { startKontor, untilHealthy } from './kontor'

/** Starts Kontor as a newcomer would, on a free port and an empty folder, with an identity provider to sign in with. */
export default async function setup(): Promise<() => Promise<void>> {
  const browser = await findBrowser()
  process.env.KONTOR_E2E_BROWSER = browser.executablePath
  if (browser.libraryPath) process.env.KONTOR_E2E_LIBRARIES = browser.libraryPath

  const port = await freePort()
  const url = `http://localhost:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'kontor-e2e-'))
  const provider = await startIdentityProvider(await freePort(), url)
  const kontor = startKontor({
    PORT: String(port),
    KONTOR_URL: url,
    KONTOR_DATA_DIR: folder,
    KONTOR_DEMO: 'true',
    KONTOR_ADMIN_EMAILS: 'operator@provider.example',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Company account',
  })
  const stop = async (): Promise<void> => {
    kontor.child.kill('SIGTERM')
    await kontor.exited
    mkdirSync('test-results', { recursive: true })
    writeFileSync('test-results/kontor.log', kontor.output())
    await provider.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilHealthy(url, kontor)
  } catch (error) {
    await stop()
    throw error
  }
  process.env.KONTOR_E2E_URL = url
  process.env.KONTOR_E2E_FOLDER = folder
  return stop
}
