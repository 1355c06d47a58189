import { defineConfig } from '@playwright/test'
import { ownLane } from './e2e/lane'

const { KONTOR_E2E_BROWSER: executablePath, KONTOR_E2E_LIBRARIES: libraries } = process.env

/** Chromium that also runs as root and in a closed network. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results/browser',
  // Tests of a file build on each other; files do not, and each worker has a Kontor of its own.
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: ownLane()?.url,
    // What a trace records costs as much as the tests; `npm run e2e -- --trace on` with the file that fails records one.
    trace: 'off',
    screenshot: 'only-on-failure',
    // Nothing moves that nobody looks at.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath,
      args,
      ...(libraries ? { env: { ...process.env, LD_LIBRARY_PATH: libraries } as Record<string, string> } : {}),
    },
  },
})
