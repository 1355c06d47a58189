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
/** Pages that were opened for a test: the next one that opens some takes them over, as an open page goes on working. */
let opened: { readonly pages: Page[]; readonly by: string } = { pages: [], by: '' }
/** Empty pages that the next tests are shown in: what was loaded there is compiled, and its process has started. */
const emptied = new Map<BrowserContext, Page[]>()

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
    context.once('close', () => {
      windows.delete(key)
      emptied.delete(context)
    })
    return context
  }
  const made = open()
  made.catch(() => windows.delete(key))
  windows.set(key, made)
  return made
}

/** What tests listen to. */
const heard = ['console', 'pageerror', 'request', 'response', 'dialog', 'download', 'popup']

/** Leaves what a page shows, and takes back what a test asked of it; one that cannot be left is closed. */
const empty = async (page: Page): Promise<void> => {
  if (page.isClosed()) return
  for (const event of heard) page.removeAllListeners(event)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  try {
    await page.goto('about:blank')
  } catch {
    return page.close()
  }
  const context = page.context()
  emptied.set(context, [...(emptied.get(context) ?? []), page])
}

const leaveEarlier = async (): Promise<void> => {
  const by = test.info().testId
  if (opened.by === by) return
  const { pages } = opened
  opened = { pages: [], by }
  await Promise.all(pages.map(empty))
}

const openPage = async (context: BrowserContext): Promise<Page> => {
  const known = emptied.get(context)?.pop()
  if (known) return known
  const page = await context.newPage()
  await waitForStart(page)
  return page
}

/**
 * A new page of a person of the demo, who signed in once for all tests of this worker; errors and warnings of the page
 * are collected. It is emptied before the next test's. Nothing is open in it yet.
 */
export const signedInAs = async (
  browser: Browser,
  name: string | RegExp,
  options: BrowserContextOptions = {},
): Promise<SignedIn> => {
  await leaveEarlier()
  const page = await openPage(await windowOf(browser, name, options))
  opened.pages.push(page)
  const problems: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  return { page, problems }
}

/** The link of that name in the main navigation; a page's own content may lead to the same place. */
export const inNavigation = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true })
