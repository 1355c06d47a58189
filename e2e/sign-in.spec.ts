import { expect, type Page, test } from '@playwright/test'
import { firstAdmins, writeAdmins } from './admin-list'
import { testedDatabase } from './database'
import { clock } from './dates'
import { lane } from './lane'
import { inNavigation } from './signed-in'
import { waitForStart } from './started'

const db = testedDatabase()
test.afterAll(() => {
  writeAdmins(lane().folder, firstAdmins)
  return db.$client.end()
})

/** Through the identity provider's own pages, as a person would; it does not ask again whom it knows. */
const signInAtProvider = async (page: Page, login: string, asks = true): Promise<void> => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Continue with Company account' }).click()
  if (!asks) return
  await page.locator('input[name="login"]').fill(login)
  await page.locator('input[name="password"]').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test.beforeEach(({ page }) => waitForStart(page))

test('a person signs in with OpenID Connect and is known by subject from then on', async ({ page, browser }) => {
  await signInAtProvider(page, 'newcomer@provider.example')
  await expect(page.getByRole('heading', { name: 'No organization yet' })).toBeVisible()
  await page.context().clearCookies()
  const again = await browser.newPage()
  await signInAtProvider(again, 'newcomer@provider.example')
  await expect(again.getByRole('heading', { name: 'No organization yet' })).toBeVisible()
  const rows = await db.$client`select user_id from users where email = 'newcomer@provider.example'`
  expect(rows).toHaveLength(1)
  const identities = await db.$client`
    select subject from user_identities where user_id = ${rows[0]?.user_id}`
  expect(identities.map((row) => row.subject)).toEqual(['newcomer@provider.example'])
  await again.close()
})

test('an address that the settings name becomes platform admin, because the provider verified it', async ({ page }) => {
  await signInAtProvider(page, 'operator@provider.example')
  await expect(page).toHaveURL(/\/admin$/)
})

test('an unverified address cannot take over the person it belongs to', async ({ page }) => {
  await db.$client`
    insert into users (user_id, email, name, created_at)
    values ('usr_victim', 'unverified@provider.example', 'Victim', ${clock().toString()}) on conflict do nothing`
  await signInAtProvider(page, 'unverified@provider.example')
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('alert').first()).toBeVisible()
  const identities = await db.$client`select 1 from user_identities where user_id = 'usr_victim'`
  expect(identities).toHaveLength(0)
})

test('a second subject with the same verified address is not let in as the first', async ({ page, browser }) => {
  const first = await browser.newPage()
  await signInAtProvider(first, 'shared@provider.example')
  await expect(first.getByRole('heading', { name: 'No organization yet' })).toBeVisible()
  await first.close()
  await signInAtProvider(page, 'second|Shared@Provider.example')
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('alert').first()).toBeVisible()
  const rows = await db.$client`
    select subject from user_identities i join users u using (user_id) where u.email = 'shared@provider.example'`
  expect(rows.map(({ subject }) => subject)).toEqual(['shared@provider.example'])
})

test('an address that only folds to an administrator’s makes nobody one', async ({ page }) => {
  await signInAtProvider(page, 'stranger|\u212Aim@provider.example')
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('alert').first()).toBeVisible()
  expect((await page.goto('/admin'))?.url()).toMatch(/\/sign-in/)
})

test('an administrator who is taken off the list loses the admin pages at the next click', async ({ page }) => {
  await signInAtProvider(page, 'operator@provider.example')
  await expect(page).toHaveURL(/\/admin$/)
  writeAdmins(
    lane().folder,
    firstAdmins.filter((email) => email !== 'operator@provider.example'),
  )
  await inNavigation(page, 'Organizations').click()
  await expect(page).toHaveURL(/\/sign-in/)
  await signInAtProvider(page, 'operator@provider.example', false)
  await expect(page.getByRole('heading', { name: 'No organization yet' })).toBeVisible()
  expect((await page.goto('/admin'))?.status()).toBe(404)
})

test('who came in, and who was refused and why, stands in the audit log', async ({ page }) => {
  const reasonsOf = async (): Promise<readonly string[]> =>
    (
      await db.$client<{ reason: string }[]>`
        select after::jsonb->>'reason' as reason from audit_log where action = 'session.refuse'`
    ).map(({ reason }) => reason)
  await signInAtProvider(page, 'unverified-too@provider.example')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await page.goto('/api/auth/callback/oidc?error=access_denied')
  await expect(page).toHaveURL(/\/sign-in\?.*error=/)
  await expect.poll(reasonsOf).toEqual(expect.arrayContaining(['email_unverified', 'provider_failed']))
  await page.context().clearCookies()
  await signInAtProvider(page, 'writes|Written@provider.example|Ada%E2%80%AE%20%07Written')
  await expect(page.getByRole('heading', { name: 'No organization yet' })).toBeVisible()
  const rows = await db.$client`
    select action, name from audit_log join users on actor = 'user:' || user_id
     where email = 'written@provider.example' order by sequence`
  expect(rows.map(({ action, name }) => `${action} ${name}`)).toEqual([
    'person.create Ada Written',
    'session.start Ada Written',
  ])
  const promoted = await db.$client`
    select 1 from audit_log join users on subject = user_id
     where action = 'admin.promote' and email = 'operator@provider.example'`
  expect(promoted.length).toBeGreaterThan(0)
})

test('roles are read on each request: a membership that ended ends at once', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: /Mia Frei/ }).click()
  await expect(page).toHaveURL(/\/o\//)
  expect((await page.goto('/o/lumen-ai'))?.status()).toBe(200)
  const [before] = await db.$client`
    delete from members where org_id = 'lumen-ai'
       and user_id = (select user_id from users where email = 'mia@alpenblick.example') returning *`
  expect((await page.goto('/o/lumen-ai'))?.status()).toBe(404)
  await db.$client`insert into members ${db.$client(before ?? {})}`
  expect((await page.goto('/o/lumen-ai'))?.status()).toBe(200)
})
