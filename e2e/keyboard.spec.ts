import { expect, type Page, test } from '@playwright/test'
import { tabTo } from './page-state'
import { waitForStart } from './started'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Go to a page' })
/** Opens the palette; a page hears the keys once it has started, which may be a moment after it is shown. */
const openPalette = (page: Page): Promise<void> =>
  expect(async () => {
    if (!(await palette(page).isVisible())) await page.keyboard.press('Control+k')
    await expect(palette(page).getByRole('combobox')).toBeFocused({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
/** Types into the palette and goes where the first answer leads. */
const goTo = async (page: Page, text: string): Promise<void> => {
  await openPalette(page)
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await expect(palette(page)).toHaveCount(0)
}
test.beforeEach(({ page }) => waitForStart(page))

test('the keyboard alone signs in, finds a page by its name, opens a figure down to its events and signs out', async ({
  page,
}) => {
  const problems: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  await page.goto('/sign-in')
  await tabTo(page, /Ines Byrne/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()

  await page.keyboard.press('Tab')
  await goTo(page, 'usag')
  await expect(page).toHaveURL(/\/o\/boxwood\/usage$/)
  await expect(page.getByRole('heading', { name: 'Usage', exact: true })).toBeVisible()
  await tabTo(page, /^Last month$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Last month' })).toHaveAttribute('aria-current', 'true')
  await tabTo(page, /^Sandbox time$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Events' })).toBeVisible()

  await page.keyboard.press('Control+k')
  await expect(palette(page)).toBeVisible()
  await page.keyboard.type('there is no such page')
  await expect(palette(page).getByText('Nothing fits.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette(page)).toHaveCount(0)

  await goTo(page, 'sign out')
  await expect(page).toHaveURL(/sign-in/)
  expect(problems).toEqual([])
})

test('an administrator finds an organization from anywhere by a few letters', async ({ page }) => {
  await page.goto('/sign-in')
  await tabTo(page, /Ada Ammann/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/admin$/)
  await goTo(page, 'deliver')
  await expect(page).toHaveURL(/\/admin\/deliveries$/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('glacier')
  await expect(palette(page).getByRole('option', { selected: true })).toHaveText('Search organizations for “glacier”')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/admin\/organizations\?q=glacier$/)
  await expect(page.getByRole('link', { name: /Glacier ML/ })).toBeVisible()
})
