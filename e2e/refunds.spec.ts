import { expect, type Page, test } from '@playwright/test'
import type { RefundAnswer } from '@/lib/contracts/payments'
import { answerValidator } from './api-validator'
import type { Answer } from './asker'
import { testedDatabase } from './database'
import { clock } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { always, ownOrg } from './own-org'
import { signedInAs } from './signed-in'

const org = 'refunds'
const address = `/admin/organizations/${org}`

const db = testedDatabase()
let call: MachineCalls['call']
let faultsOf: (method: string, path: string, answer: Answer) => string[]
test.beforeAll(async ({ baseURL }) => {
  const machines = await machineCalls(db, baseURL)
  call = machines.call
  faultsOf = answerValidator(machines.document)
  await ownOrg(db, org, { name: 'Refunds', like: 'helvetia-docs', biller: 'prepaid', since: always })
})
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const buy = async (page: Page, amount: string): Promise<void> => {
  await page.goto(`/o/${org}/credits`)
  await page.getByLabel('Amount in CHF').fill(amount)
  await page.keyboard.press('Enter')
  const form = page.frameLocator('iframe')
  const values = {
    Email: 'ada@example.com',
    'Card number': '4242424242424242',
    Expiry: '12 / 34',
    'Security code': '123',
  }
  for (const [label, value] of Object.entries({ ...values, Name: 'Ada Ammann' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByText(/of credit added/)).toBeVisible({ timeout: 45_000 })
}

const payments = (page: Page) => page.getByRole('region', { name: 'Payments, the newest first' }).getByRole('row')
const refunds = async (): Promise<readonly string[]> => {
  const rows = await db.$client`
    select amount::text as amount, status from refunds where org_id = ${org} order by requested_at`
  return rows.map(({ amount, status }) => `${amount} ${status}`)
}
const left = async (): Promise<string> =>
  (await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')).body.gate.remaining

test('an admin refunds a payment: asked first, double-clicked once, told what was unused and what was spent', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await buy(page, '40')
  const used = {
    idempotencyKey: 'refunds-1',
    org,
    meter: 'doc.pages',
    quantity: 1200,
    occurredAt: clock().subtract({ hours: 1 }).toString(),
  }
  await call('POST', '/api/v1/usage/events', used, 'usage key')
  expect(await left()).toBe('25.00')
  await page.goto(address)
  await expect(payments(page).filter({ hasText: 'Paid' })).toContainText('Ada Ammann')
  await page.getByRole('button', { name: 'Refund Credit of 40.00 CHF, CHF 40.00 left' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Amount (CHF)')).toHaveValue('40.00')
  await dialog.getByRole('button', { name: 'Refund' }).click()
  await dialog.getByLabel('Reason').fill('Bought twice by mistake')
  await dialog.getByRole('button', { name: 'Refund' }).click()
  expect(await refunds()).toEqual([])
  await dialog.getByLabel('Send the money back to the payer').check()
  await dialog.getByLabel('Amount (CHF)').fill('40.01')
  await dialog.getByRole('button', { name: 'Refund' }).click()
  await expect(dialog.getByText('Of this payment, at most 40.00 can be refunded.').first()).toBeVisible()
  await dialog.getByLabel('Amount (CHF)').fill('30.00')
  await dialog.getByRole('button', { name: 'Refund' }).dblclick()
  await expect(dialog.getByText('CHF 30.00 goes back')).toBeVisible()
  const told = 'CHF 25.00 of its credit was unused and is gone, CHF 5.00 was spent already.'
  await expect(dialog.getByText(told)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toBeHidden()
  const made = payments(page).filter({ hasText: 'Bought twice by mistake' })
  await expect(made).toContainText('Refunded')
  await expect(made).toContainText('CHF −30.00')
  await expect(made).toContainText(told)
  await expect(page.getByRole('button', { name: 'Refund Credit of 40.00 CHF, CHF 10.00 left' })).toBeVisible()
  expect(await refunds()).toEqual(['30.00 succeeded'])
  expect(await left()).toBe('0.00')
  await page.goto(`/o/${org}/credits`)
  const bought = page.getByRole('region', { name: 'Bought' })
  await expect(bought).toContainText('CHF 30.00 was refunded on ')
  await expect(bought).toContainText('CHF 25.00 of unused credit was taken back with it.')
  expect(problems).toEqual([])
})

test('over the API a request is one refund however often it is sent, and another one is another', async ({
  browser,
}) => {
  const { page } = await signedInAs(browser, /Ada Ammann/)
  const path = `/api/admin/orgs/${org}/purchases`
  const purchases = await page.request.get(path)
  const listed = { status: purchases.status(), headers: purchases.headers(), text: await purchases.text() }
  expect(faultsOf('GET', '/api/admin/orgs/{org}/purchases', listed)).toEqual([])
  const [{ purchase, refundable }] = (await purchases.json()).purchases
  expect(refundable).toBe('10.00')
  const send = async (refundId: string, amount: string) => {
    const answer = await page.request.post(`${path}/${purchase}/refunds`, {
      data: { refundId, amount, reason: 'Over the API' },
    })
    const said = { status: answer.status(), headers: answer.headers(), text: await answer.text() }
    expect(faultsOf('POST', '/api/admin/orgs/{org}/purchases/{purchase}/refunds', said), said.text).toEqual([])
    return { status: said.status, body: JSON.parse(said.text) }
  }
  const answers = await Promise.all(['one', 'one', 'two', 'one', 'two'].map((id) => send(id, '4.00')))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  const { refund } = (answers[0]?.body ?? {}) as RefundAnswer
  expect(refund).toMatchObject({ refund: 'one', amount: '4.00', status: 'succeeded', taken: '0.00', spent: '4.00' })
  expect(await refunds()).toEqual(['30.00 succeeded', '4.00 succeeded', '4.00 succeeded'])
  expect((await send('one', '1.00')).body.detail.error_code).toBe('idempotency_mismatch')
  expect((await send('three', '2.01')).body.detail).toMatchObject({ error_code: 'invalid_request', most: '2.00' })
  expect((await send('three', '2.00')).body.purchase.refundable).toBe('0.00')
  await page.goto(address)
  await expect(payments(page).filter({ hasText: 'Over the API' })).toHaveCount(3)
  await expect(page.getByRole('button', { name: /^Refund Credit/ })).toHaveCount(0)
})
