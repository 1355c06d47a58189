import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
  test,
} from '@playwright/test'
import { lane } from './lane'
import { sessionOf } from './session'
import { waitForStart } from './started'

/** A page of somebody who is signed in, and what its console had to complain about since. */
export type SignedIn = { readonly page: Page; readonly problems: string[] }

/** Windows of this worker, by who is signed in there, where, and how they look; what was loaded stays in their cache. */
const windows = new Map<string, Promise<BrowserContext>>()
/** Pages that were opened for a test, to be closed when another one opens some: an open page goes on working. */
let opened: { readonly pages: Page[]; readonly by: string } = { pages: [], by: '' }

const windowOf = async (
  browser: Browser,
  name: string | RegExp,
  options: BrowserContextOptions,
): Promise<BrowserContext> => {
  const storageState = await sessionOf(options.baseURL ?? lane().url, name)
  const secret = storageState.cookies.map(({ value }) => value).join()
  const key = `${name} ${JSON.stringify(options)} ${secret}`
  const known = windows.get(key)
  if (known) return known
  const open = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({ ...options, storageState })
    context.once('close', () => windows.delete(key))
    return context
  }
  const made = open()
  made.catch(() => windows.delete(key))
  windows.set(key, made)
  return made
}

const closeEarlier = async (): Promise<void> => {
  const by = test.info().testId
  if (opened.by === by) return
  const { pages } = opened
  opened = { pages: [], by }
  await Promise.all(pages.map((page) => page.close()))
}

/**
 * A new page of a person of the demo, who signed in once for all tests of this worker; errors and warnings of the page
 * are collected. It is closed before the next test's. Nothing is open in it yet.
 */
export const signedInAs = async (
  browser: Browser,
  name: string | RegExp,
  options: BrowserContextOptions = {},
): Promise<SignedIn> => {
  await closeEarlier()
  const page = await (await windowOf(browser, name, options)).newPage()
  opened.pages.push(page)
  const problems: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  await waitForStart(page)
  return { page, problems }
}

/** The link of that name in the main navigation; a page's own content may lead to the same place. */
export const inNavigation = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true })
