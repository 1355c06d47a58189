import { expect, test } from '@playwright/test'
import { cardOnFile } from '@/db/testing/funds'
import type { OpenApiDocument } from '@/lib/contracts/api/document-types'
import { addDays } from '@/lib/core/time/day'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import { machines } from './access/principals'
import { apiValidator, schemaOf } from './api-validator'
import { testedDatabase } from './database'
import { daysAgo } from './dates'
import { fetch } from './fetch'
import { always, ownOrg, systemContext } from './own-org'

const db = testedDatabase()
const org = 'free-credit'
let keys: Awaited<ReturnType<typeof machines>>
let document: OpenApiDocument

test.beforeAll(async ({ baseURL }) => {
  document = (await (await fetch(`${baseURL}/api/openapi.json`)).json()) as OpenApiDocument
  keys = await machines(db)
  await ownOrg(db, org, { name: 'Free credit', like: 'helvetia-docs', biller: 'free_credit', since: always })
  const ctx = systemContext(db)
  const [row] = await db.$client`
    select currency from org_billing_config where org_id = ${org}`
  await grantCredit(ctx, org, {
    origin: 'free',
    asset: String(row?.currency),
    amount: 10n ** 12n,
    priority: 0,
    expiresAt: null,
    reference: 'welcome',
    note: '',
  })
  await recordPaymentMethod(ctx, org, cardOnFile('cus_free'))
})
test.afterAll(() => db.$client.end())

test('free credit pays first, then the card, and the account says so as it is described', async ({ baseURL }) => {
  const validates = apiValidator(document)
  const ask = async (key: keyof typeof keys, method: string, path: string, body?: unknown, query = '') => {
    const answer = await fetch(`${baseURL}${path}${query}`, {
      method,
      headers: { authorization: `Bearer ${keys[key]}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const value = await answer.json()
    expect(answer.status, JSON.stringify(value)).toBe(200)
    const described = schemaOf(document.paths[path]?.[method.toLowerCase()]?.responses['200'])
    expect(validates(described ?? {}, value)).toEqual([])
    return value
  }
  const day = daysAgo(62)
  await ask('usage key', 'POST', '/api/v1/usage/events', {
    idempotencyKey: 'free-1',
    org,
    meter: 'doc.pages',
    quantity: 100,
    occurredAt: `${day}T11:00:00Z`,
  })
  const before = await ask(
    'reader key',
    'GET',
    '/api/v1/usage/summary',
    undefined,
    `?org=${org}&from=${day}&to=${addDays(day, 1)}`,
  )
  expect(before).toMatchObject({ credits: true, has_payment_method: true, credits_usd: '1.00' })
  const { orgs } = await ask('funds key', 'POST', '/api/v1/billing/reconcile-credits', { org })
  const [account] = orgs
  expect(account.org).toBe(org)
  expect(account.months).toHaveLength(1)
  const [{ spend, creditsApplied, billableSpend }] = account.months
  expect(creditsApplied).toBe('1.00')
  expect(Number(spend)).toBeCloseTo(Number(billableSpend) + 1, 9)
  expect(account.credits).toBe(false)
  const { months } = await ask('reader key', 'GET', '/api/v1/billing/invoiceable-months', undefined, `?org=${org}`)
  expect(months).toMatchObject([{ org, billableSpend }])
  expect(await ask('funds key', 'POST', '/api/v1/settings/credits/disable', { org })).toEqual({ org, credits: false })
  expect((await ask('funds key', 'POST', '/api/v1/billing/reconcile-credits')).orgs).toContainEqual(account)
})
