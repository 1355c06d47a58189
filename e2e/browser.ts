import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { chromium } from '@playwright/test'

export type Browser = { readonly executablePath: string; readonly libraryPath: string | null }

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']
const cache = resolve('node_modules/.cache/kontor-browser')

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const installed = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable)

/** The Chromium in an npm package, unpacked once beside the other packages, with the libraries it may lack. */
const bundled = async (): Promise<Browser> => {
  mkdirSync(cache, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = cache
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium')
    const executablePath = await packaged.executablePath()
    const bin = resolve('node_modules/@sparticuz/chromium/bin')
    await inflate(join(bin, 'al2023.tar.br'))
    return { executablePath, libraryPath: join(cache, 'al2023', 'lib') }
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/**
 * The browser to test with: `CHROMIUM_PATH`, else one that is installed, else Playwright's own, else the one from an
 * npm package. `KONTOR_BROWSER=bundled` asks for the last one.
 */
export const findBrowser = async (): Promise<Browser> => {
  const { CHROMIUM_PATH: chosen, KONTOR_BROWSER: kind } = process.env
  if (chosen) return { executablePath: chosen, libraryPath: null }
  if (kind === 'bundled') return bundled()
  const found = installed()
  if (found) return { executablePath: found, libraryPath: null }
  const own = chromium.executablePath()
  return existsSync(own) ? { executablePath: own, libraryPath: null } : bundled()
}
