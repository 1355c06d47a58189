import { expect, type Locator, type Page } from '@playwright/test'

/** Once nothing stands in for what is still being read: what is listed or counted at once is all there by then. */
export const settled = (page: Page): Promise<void> => expect(page.locator('[aria-busy=true]')).toHaveCount(0)

/** Once a page has nothing more to do at once: it has started by then. */
export const idle = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 5_000 })))

/** Once a page is all there, and idle. */
export const loaded = async (page: Page): Promise<void> => {
  await settled(page)
  await idle(page)
}

/** Whether something has the focus: what had it may be gone by a change, and the keyboard goes on from somewhere. */
export const hasFocus = (page: Page): Promise<boolean> => page.evaluate(() => document.activeElement !== document.body)

/** Presses Tab until something has the focus that is called so; beyond the last thing the browser itself has it. */
export const tabTo = async (page: Page, name: string | RegExp): Promise<void> => {
  for (let presses = 0; presses < 60; presses += 1) {
    const label = await page.evaluate(() => {
      const focused = document.activeElement
      return focused === document.body ? '' : (focused?.getAttribute('aria-label') ?? focused?.textContent ?? '')
    })
    if (typeof name === 'string' ? label.trim() === name : name.test(label.trim())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${name}`)
}

/** Writes over what a field holds with the keyboard; a page that is still starting may take the focus away once. */
export const typeOver = (page: Page, field: Locator, value: string): Promise<void> =>
  expect(async () => {
    await field.focus()
    await expect(field).toBeFocused({ timeout: 2_000 })
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(value)
    await expect(field).toHaveValue(value, { timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
