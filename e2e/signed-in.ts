import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test'
import { waitForStart } from './started'

/** A page of somebody who signed in, and what its console had to complain about since. */
export type SignedIn = { readonly page: Page; readonly problems: string[] }

/** Signs in as a person of the demo on a page that is open. */
export const signIn = async (page: Page, name: string | RegExp): Promise<void> => {
  await waitForStart(page)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Signs in as a person of the demo in a browser window of their own; errors and warnings of its pages are collected. */
export const signedInAs = async (
  browser: Browser,
  name: string | RegExp,
  options: BrowserContextOptions = {},
): Promise<SignedIn> => {
  const page = await (await browser.newContext(options)).newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  await signIn(page, name)
  return { page, problems }
}

/** The link of that name in the main navigation; a page's own content may lead to the same place. */
export const inNavigation = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true })
