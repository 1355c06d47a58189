import { expect, test } from '@playwright/test'
import type { OpenApiDocument, Operation } from '@/lib/contracts/api/document-types'
import { machines, people } from './access/principals'
import { answerValidator, apiValidator, schemaOf } from './api-validator'
import { testedDatabase } from './database'
import { fetch } from './fetch'

const db = testedDatabase()
let keys: Awaited<ReturnType<typeof machines>>
let document: OpenApiDocument
let validates: ReturnType<typeof apiValidator>
let faultsOf: ReturnType<typeof answerValidator>

test.beforeAll(async ({ baseURL }) => {
  keys = await machines(db)
  const answer = await fetch(`${baseURL}/api/openapi.json`)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=300'])
  document = await answer.json()
  validates = apiValidator(document)
  faultsOf = answerValidator(document)
})
test.afterAll(() => db.$client.end())

test('the document is about this portal', ({ baseURL }) => {
  expect([document.openapi, document.servers]).toEqual(['3.1.1', [{ url: baseURL }]])
})

type Call = {
  readonly method: string
  /** As the document names it. */
  readonly path: string
  readonly to?: string
  readonly key?: keyof typeof keys
  readonly body?: unknown
  readonly type?: string
}

const event = {
  idempotencyKey: 'described-1',
  org: 'helvetia-docs',
  meter: 'doc.pages',
  quantity: '1.5',
  occurredAt: '2026-10-20T10:00:00Z',
  properties: { job: { pages: [1, null] } },
}
const usage = { method: 'POST', path: '/api/v1/usage/events', key: 'usage key' } as const
const tenants = { method: 'POST', path: '/api/v1/tenants', key: 'tenants key' } as const
const change = { path: '/api/v1/tenants/{name}', to: '/api/v1/tenants/described', key: 'tenants key' } as const
const suspend = { ...change, method: 'POST', path: `${change.path}/suspend`, to: `${change.to}/suspend` } as const
const backfill = { method: 'POST', path: '/api/admin/billing/backfill', key: 'backfill key' } as const
const pdf = { method: 'GET', path: '/api/orgs/{org}/invoices/{invoiceId}/pdf' } as const
const stripe = { method: 'POST', path: '/api/stripe/webhook' } as const

const live = (name: string, org: string) => ({
  metadata: { name, creationTimestamp: '2026-10-20T10:00:00Z', labels: { 'kontor.io/org': org }, uid: '1' },
  spec: { packages: ['ocr', { name: 'translate' }] },
  status: { suspendedAt: 1_793_000_000 },
})

/** In this order: a tenant is created before it is changed. */
const calls: readonly (readonly [string, number, Call])[] = [
  ['an event', 200, { ...usage, body: event }],
  ['the same event again', 200, { ...usage, body: event }],
  ['a list of events', 200, { ...usage, body: [event, { ...event, idempotencyKey: 'described-2' }] }],
  ['a batch with bad events', 200, { ...usage, body: { events: [event, { ...event, quantity: -1 }, 7, null] } }],
  ['an event with other content under its key', 422, { ...usage, body: { ...event, quantity: 2 } }],
  ['a field too many', 400, { ...usage, body: { ...event, color: 'red' } }],
  ['a negative quantity', 400, { ...usage, body: { ...event, quantity: -1 } }],
  ['a time without a zone', 400, { ...usage, body: { ...event, occurredAt: '2026-10-20T10:00:00' } }],
  ['text that is no JSON', 400, { ...usage, body: '{"org":' }],
  ['an unknown org', 404, { ...usage, body: { ...event, org: 'nobody' } }],
  ['an unknown meter', 404, { ...usage, body: { ...event, meter: 'doc.inches' } }],
  ['a day without a price', 422, { ...usage, body: { ...event, occurredAt: '2020-01-01T00:00:00Z' } }],
  ['usage without a key', 401, { ...usage, key: undefined, body: event }],
  ['usage with a revoked key', 401, { ...usage, key: 'revoked key', body: event }],
  ['usage with a key for tenants', 403, { ...usage, key: 'tenants key', body: event }],
  ['a body as text', 415, { ...usage, body: JSON.stringify(event), type: 'text/plain' }],
  ['two megabytes', 413, { ...usage, body: JSON.stringify({ ...event, resource: 'x'.repeat(2_000_000) }) }],
  [
    'a new tenant',
    200,
    { ...tenants, body: { org: 'helvetia-docs', name: 'described', packages: ['ocr'], occurredAt: 1_793_000_000 } },
  ],
  ['a tenant of an unknown org', 404, { ...tenants, body: { org: 'nobody', name: 'described-2' } }],
  ['a tenant whose name is taken', 409, { ...tenants, body: { org: 'alpenblick', name: 'described' } }],
  [
    'a tenant in the future',
    400,
    { ...tenants, body: { org: 'helvetia-docs', name: 'late', occurredAt: '2999-01-01T00:00:00Z' } },
  ],
  ['new packages', 200, { ...change, method: 'PATCH', body: { packages: ['translate'] } }],
  ['the same packages again', 200, { ...change, method: 'PATCH', body: { packages: ['translate'] } }],
  ['packages in the past', 422, { ...change, method: 'PATCH', body: { packages: [], occurredAt: 1_793_000_000 } }],
  ['packages of no tenant', 404, { ...change, to: '/api/v1/tenants/nobody', method: 'PATCH', body: { packages: [] } }],
  ['a name that is none', 400, { ...change, to: '/api/v1/tenants/No%20Name', method: 'PATCH', body: { packages: [] } }],
  ['a suspension', 200, { ...suspend, body: {} }],
  ['a suspension without a body', 200, suspend],
  ['a resumption', 200, { ...suspend, body: { suspended: false } }],
  ['a suspension that is none', 400, { ...suspend, body: { suspended: 'yes' } }],
  ['a deletion without a body', 200, { ...change, method: 'DELETE' }],
  ['a deletion of no tenant', 404, { ...change, to: '/api/v1/tenants/nobody', method: 'DELETE' }],
  ['a change after the deletion', 409, { ...change, method: 'PATCH', body: { packages: ['ocr'] } }],
  [
    'a snapshot',
    200,
    { ...backfill, body: { apiVersion: 'v1', kind: 'List', items: [live('described-live', 'helvetia-docs')] } },
  ],
  ['a snapshot of an unknown org', 200, { ...backfill, body: { items: [live('described-lost', 'nobody')] } }],
  ['a snapshot of nobody', 401, { ...backfill, key: undefined, body: { items: [] } }],
  ['the PDF of nobody', 401, { ...pdf, to: '/api/orgs/alpenblick/invoices/inv_1/pdf' }],
  ['the health of the portal', 200, { method: 'GET', path: '/api/health' }],
  ['an event that Stripe did not sign', 400, { ...stripe, body: { id: 'evt_forged', object: 'event', type: 'x' } }],
]

const responseOf = ({ path, method }: Call, status: number) => {
  const { responses, requestBody } = document.paths[path]?.[method.toLowerCase()] ?? {}
  return { response: responses?.[String(status)], sent: requestBody?.content['application/json']?.schema }
}

test('every answer is the one that is described, status and body, and what is described as welcome is', async ({
  baseURL,
}) => {
  for (const [what, status, call] of calls) {
    const { method, path, to = path, key, body, type = 'application/json' } = call
    const answer = await fetch(`${baseURL}${to}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': type }),
        ...(key ? { authorization: `Bearer ${keys[key]}` } : {}),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    expect(answer.status, `${what}: ${text}`).toBe(status)
    const { sent } = responseOf(call, status)
    const answered = { status, headers: Object.fromEntries(answer.headers), text }
    expect(faultsOf(method, path, answered), `${what}: ${text}`).toEqual([])
    if (status === 200 && sent && body !== undefined && !what.includes('bad')) {
      expect(validates(sent, body), `${what} is described as it was sent`).toEqual([])
    }
  }
})

/** The address of an operation with the examples of its parameters. */
const addressOf = (path: string, { parameters }: Operation): string =>
  parameters.reduce((at, each) => ('in' in each ? at.replace(`{${each.name}}`, String(each.example)) : at), path)

test('every operation that is not for everybody says no to nobody, as it is described', async ({ baseURL }) => {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const { security, responses, requestBody } = operation
      if (security.some((each) => Object.keys(each).length === 0)) continue
      const [example] = Object.values(requestBody?.content['application/json']?.examples ?? {})
      const answer = await fetch(`${baseURL}${addressOf(path, operation)}`, {
        method: method.toUpperCase(),
        ...(example ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(example.value) } : {}),
      })
      const what = `${method} ${path}`
      expect(answer.status, what).toBe(security.some((each) => 'stripeSignature' in each) ? 400 : 401)
      const schema = schemaOf(responses[String(answer.status)])
      expect(schema, what).toBeDefined()
      expect(validates(schema ?? {}, await answer.json()), what).toEqual([])
    }
  }
})

test('the PDF of an invoice comes as it is described', async () => {
  const { member } = await people()
  const rows = await db.$client`select invoice_id from invoices where org_id = 'alpenblick' order by number limit 1`
  const answer = await member(`/api/orgs/alpenblick/invoices/${rows[0]?.invoice_id}/pdf`)
  const { response } = responseOf(pdf, answer.status)
  expect([answer.status, Object.keys(response?.content ?? {})]).toEqual([200, [answer.headers['content-type']]])
  const missing = await member('/api/orgs/helvetia-docs/invoices/inv_1/pdf')
  expect(missing.status).toBe(404)
  expect(validates(schemaOf(responseOf(pdf, 404).response) ?? {}, JSON.parse(missing.text))).toEqual([])
})

test('the page shows every operation, and its contents lead to each by keyboard', async ({ page }) => {
  await page.goto('/docs/api')
  const contents = page.getByRole('navigation', { name: 'Contents' }).first()
  for (const methods of Object.values(document.paths)) {
    for (const { operationId, summary } of Object.values(methods)) {
      await expect(page.locator(`#${operationId}`).getByRole('heading', { name: summary })).toBeVisible()
      const link = contents.getByRole('link', { name: summary })
      await link.focus()
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(new RegExp(`#${operationId}$`))
      await expect(page.locator(`#${operationId}`).getByRole('heading', { name: summary })).toBeInViewport()
    }
  }
})

test('every link inside the page leads somewhere before any script runs, and no two places have one name', async ({
  request,
}) => {
  const html = await (await request.get('/docs/api')).text()
  const found = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, name = '']) => name)
  const [targets, ids] = [found(/ href="#([^"]+)"/g), found(/ id="([^"]+)"/g)]
  expect(targets.length).toBeGreaterThan(20)
  expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})
