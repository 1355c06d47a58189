import { expect, test } from '@playwright/test'
import { findOrg } from '@/db/queries/orgs'
import { emulatedStripe } from '@/lib/demo/emulated-stripe'
import { createOrg } from '@/lib/flows/settings/create-org'
import { testedDatabase } from './database'
import { clock } from './dates'
import { signedInAs } from './signed-in'

const org = 'stripe-desk'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

/** Stripe as its own dashboard changes it. */
const stripe = () => emulatedStripe(db.$client)(clock()).sdk
const holdWebhooks = (paused: boolean) =>
  stripe().rawRequest('POST', '/v1/test_helpers/emulator/webhooks', { paused: String(paused) })
const outage = (kind: string) => stripe().rawRequest('POST', '/v1/test_helpers/emulator/outage', { kind })

const found = async (type: string) => {
  const [row] = await db.$client`
    select event_id as id, state, attempts from stripe_events
     where type = ${type} and payload #>> '{data,object,metadata,org}' = ${org}`
  return row as { id: string; state: string; attempts: number } | undefined
}

/** A customer that says it is ours, of an organization that is not there: what Stripe tells of it fails. */
const makeFailingEvent = async (): Promise<string> => {
  const { id } = await stripe().customers.create({ name: 'Stripe Desk', metadata: { org } })
  await stripe().customers.update(id, { name: 'Stripe Desk AG' })
  await expect.poll(async () => (await found('customer.updated'))?.state).toBe('failing')
  await holdWebhooks(true)
  return (await found('customer.updated'))?.id ?? ''
}

const createMissingOrg = async (): Promise<void> => {
  const ctx = { actor: { kind: 'system', name: 'test' }, now: clock(), db, requestId: 'test' } as const
  const model = await findOrg(db, 'helvetia-docs', clock())
  if (!model) throw new Error('the demo has no helvetia-docs')
  await createOrg(ctx, org, 'Stripe Desk', model.config)
}

test('an admin finds an event that fails, replays it until it does not, and once more without doing anything twice', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  try {
    const event = await makeFailingEvent()
    const row = page.getByRole('row').filter({ hasText: event })
    const replay = page.getByRole('button', { name: `Replay customer.updated ${event}` })
    await page.goto('/admin/organizations')
    await page.getByRole('link', { name: /^Stripe events \d+ fails?$/ }).click()
    await expect(page).toHaveURL(/\/admin\/stripe-events$/)
    await expect(page.getByText('Times in Europe/Zurich')).toBeVisible()
    const created = page.getByRole('row').filter({ hasText: 'Nothing to do for customer.created.' })
    await expect(created.first()).toContainText('Ignored')
    await page.getByRole('link', { name: /^\d+ events? fails?$/ }).click()
    await expect(page).toHaveURL(/\?state=failing$/)
    await page.getByLabel('Type').selectOption('customer.updated')
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect(page).toHaveURL(/\?state=failing&type=customer\.updated$/)
    await expect(row).toContainText('There is no organization stripe-desk yet.')
    await expect(row).toContainText('Failing')
    await expect(row.getByRole('button', { name: `Copy: ${event}` })).toBeVisible()

    await outage('unavailable')
    await replay.click()
    await expect(row).toContainText('The payment provider could not be reached.')
    await outage('none')

    const before = (await found('customer.updated'))?.attempts ?? 0
    await replay.dblclick()
    await expect(page.getByText('It still fails').first()).toBeVisible()
    await expect(row).toContainText('There is no organization stripe-desk yet.')
    await expect(row.getByText(`${before + 1} attempts`).filter({ visible: true })).toBeVisible()

    await createMissingOrg()
    await replay.click()
    await expect(page.getByText('Replayed, and done')).toBeVisible()
    await expect(page.getByText(`The cards of ${org} were read.`)).toBeVisible()
    await expect(row).toHaveCount(0)
    expect(await found('customer.updated')).toMatchObject({ state: 'done', attempts: before + 2 })

    await page.goto('/admin/stripe-events?type=customer.updated')
    await expect(row).toContainText('Done')
    await expect(row.getByRole('link', { name: 'Stripe Desk' }).filter({ visible: true })).toBeVisible()
    await replay.click()
    await expect(page.getByText('Replayed: nothing was done twice')).toBeVisible()
    expect(await found('customer.updated')).toMatchObject({ state: 'done', attempts: before + 2 })

    await page.goto('/admin/audit')
    await expect(page.getByRole('listitem').filter({ hasText: event })).toHaveCount(4)
  } finally {
    await outage('none')
    await holdWebhooks(false)
  }
  expect(problems).toEqual([])
})

test('an event that Stripe has forgotten is refused in plain words, and stays as it is', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await db.$client`
    insert into stripe_events (event_id, type, state, sentence, payload, attempts, received_at)
    values ('evt_forgotten', 'invoice.created', 'failing', 'There was no such invoice.', '{}', 9,
      ${clock()
        .subtract({ hours: 40 * 24 })
        .toString()})
    on conflict do nothing`
  await page.goto('/admin/stripe-events?type=invoice.created')
  const row = page.getByRole('row').filter({ hasText: 'evt_forgotten' })
  await row.getByRole('button', { name: /^Replay/ }).click()
  await expect(row.getByRole('alert').filter({ visible: true })).toHaveText(
    'Stripe no longer has this event: it keeps events for 30 days.',
  )
  await expect(row).toContainText('There was no such invoice.')
  await db.$client`update stripe_events set state = 'ignored' where event_id = 'evt_forgotten'`
  await page.goto('/admin/stripe-events?state=failing&type=invoice.created')
  await expect(page.getByText('None matches these filters.')).toBeVisible()
  expect(problems).toEqual([])
})
