import { expect, it, vi } from 'vitest'
import { admin, clockOfToday, contextOf, issueFor, prices, sellerParty, usageEvent } from '@/db/testing/fixtures'
import { amount, giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { clock } from '@/lib/compose'
import type { RouteEntry } from '@/lib/contracts/api/describe'
import { routes } from '@/lib/contracts/api/routes'
import { scopes } from '@/lib/core/access/permit'
import { minor } from '@/lib/core/money/amount'
import { reportTotals } from '@/lib/flows/parity/report-totals'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { publishPlan } from '@/lib/flows/plans/publish-plan'
import { putOnPlan } from '@/lib/flows/plans/put-on-plan'
import { resetWeek } from '@/lib/flows/plans/reset-week'
import { createApiKey } from '@/lib/flows/settings/api-keys'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveSeller } from '@/lib/flows/settings/save-seller'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { unplainCells, unplainFigures } from '@/lib/testing/plain-figures'

/** Routes of people are asked by a platform admin; everything else is as it is. */
vi.mock('@/lib/auth/person', () => ({ personActor: async () => admin }))

type Json = Readonly<Record<string, unknown>>
type Call = (request: Request, extra: { params: Promise<Json> }) => Promise<Response>

const { url, db } = await testDatabase()
process.env.DATABASE_URL = url
const wired: Record<string, unknown> = { settings: { ...clockOfToday, url: 'http://127.0.0.1' } }
Object.assign(globalThis, {
  [Symbol.for('kontor.databases')]: { machines: db, people: db },
  [Symbol.for('kontor.wired')]: wired,
})
const ctx = contextOf(db, admin, clock())

await saveSeller(ctx, sellerParty)
await publishPrices(ctx, {
  book: 'standard',
  currency: 'CHF',
  expected: 0,
  prices: { ...prices, meters: [{ meter: 'doc.units', unit: 'unit', pricePerUnit: '0.0125' }] },
})
await setComputeMode(ctx, true)
await publishPlan(ctx, {
  plan: 'thousand',
  name: 'Thousand',
  version: 1,
  quota: amount('1000'),
  currency: 'CHF',
  priceMonthly: minor(1000n),
  priceAnnual: minor(10_000n),
  ratio: { base: amount('1'), perCost: amount('1000'), ceiling: amount('1000') },
  maxMemoryMb: 8192,
  maxVcpus: 4,
  effectiveFrom: ctx.now,
  effectiveUntil: null,
  active: true,
})
const paying = await openPayingOrg(db, 'paying')
const purchase = await paying.buy()
await makeFunded(db, 'weekly', 'plan_quota', '1000')
await putOnPlan(ctx, 'weekly', { plan: 'thousand', version: 1, billed: 'monthly' })
await makeFunded(db, 'billed', 'invoice')
await makeFunded(db, 'linked', 'linked', '1000')
const orgs = ['paying', 'weekly', 'billed', 'linked']
const used = ['2026-10-20T10:00:00Z', ctx.now.toString()]
for (const org of orgs) {
  const events = used.flatMap((at, place) =>
    ['1000', '2.5', '1e2'].map((quantity) => usageEvent(org, { at, quantity, key: `${place}-${quantity}` })),
  )
  await recordUsageBatch(contextOf(db, { kind: 'system', name: 'meter' }, clock()), events)
}
await resetWeek(ctx, 'weekly', clock())
await reportTotals(contextOf(db, { kind: 'system', name: 'meter' }, clock()), 'gateway', [
  { org: 'billed', meter: 'doc.units', day: '2026-10-20', quantity: amount('1100') },
])
const { invoiceId } = await issueFor(ctx, 'billed', '2026-10')

const { secret } = await createApiKey(ctx, { name: 'all', scopes: [...scopes], org: null })
wired.gateway = paying.stripe

const files = import.meta.glob<Record<string, Call>>('./**/route.ts')
const call = async (
  { path, method, callers }: Pick<RouteEntry, 'path' | 'method' | 'callers'>,
  params: Json,
  query: Readonly<Record<string, string>>,
  body?: object,
) => {
  const file = `.${path.replace(/^\/api/, '').replace(/\{(\w+)\}/g, '[$1]')}/route.ts`
  const run = (await files[file]?.())?.[method]
  if (!run) throw new Error(`There is no ${method} in ${file}.`)
  const isMachines = callers.some((caller) => caller.startsWith('key '))
  const headers = {
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(isMachines ? { authorization: `Bearer ${secret}` } : {}),
  }
  const address = `http://127.0.0.1${path}?${new URLSearchParams(query)}`
  const request = new Request(address, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return run(request, { params: Promise.resolve(params) })
}

/** What routes with a query are asked. */
const queries: Readonly<Record<string, (org: string) => Record<string, string>>> = {
  '/api/v1/usage/summary': (org) => ({ org, from: '2026-10-01', to: '2026-11-01' }),
  '/api/v1/billing/invoiceable-months': (org) => ({ org }),
  '/api/v1/usage/parity': (org) => ({ org, left: 'portal', right: 'gateway', from: '2026-10-01', to: '2026-11-01' }),
  '/api/orgs/{org}/usage.csv': () => ({ from: '2026-10-01', to: '2026-10-31' }),
}
/** Documents, keys and descriptions: nothing in them is a figure of an answer. */
const documents = [
  '/api/admin/invoices.zip',
  '/api/v1/jwks.json',
  '/api/orgs/{org}/invoices/{invoiceId}/pdf',
  '/api/orgs/{org}/invoices/{invoiceId}/reminders/{level}/pdf',
  '/api/openapi.json',
]
/** Of these orgs there is nothing to say there. */
const withoutFigures = [
  '/api/admin/orgs/{org}/deliveries',
  '/api/v1/billing/invoiceable-months',
  '/api/v1/orgs/{org}/compute-settings',
]
/** A GET that does work has tests of its own. */
const gets = routes.filter(
  ({ method, path, tag }) => method === 'GET' && tag !== 'Schedule' && !documents.includes(path),
)

it.each(gets.map((entry) => [entry.path, entry] as const))('%s prints figures plainly', async (path, entry) => {
  const isOfOrg = path.includes('{org}') || path in queries
  let figures = 0
  for (const org of isOfOrg ? orgs : ['']) {
    if (path.includes('{invoiceId}') && org !== 'billed') continue
    const answer = await call(entry, { org, invoiceId }, queries[path]?.(org) ?? {})
    const text = await answer.text()
    expect([org, answer.status, answer.ok ? '' : text]).toEqual([org, 200, ''])
    figures += text.match(/\d/g)?.length ?? 0
    const unplain = path.endsWith('.csv') ? unplainCells(text) : unplainFigures(JSON.parse(text))
    expect([org, unplain]).toEqual([org, []])
  }
  // Otherwise nothing was looked at.
  if (isOfOrg && !withoutFigures.includes(path)) expect(figures).toBeGreaterThan(0)
})

it('what is charged, held, refused and taken back is printed plainly too', async () => {
  const at = clock().toString()
  const use = { meter: 'doc.units', quantity: '1000' }
  const asked = [
    ['POST', '/api/v1/check', 'weekly', { ...use, reserve: true, idempotencyKey: 'held' }],
    ['POST', '/api/v1/check', 'weekly', { ...use, reserve: true, idempotencyKey: 'held' }],
    ['POST', '/api/v1/check', 'weekly', { ...use, quantity: '1e6' }],
    ['POST', '/api/v1/check', 'paying', { ...use, quantity: 100_000 }],
    ['POST', '/api/v1/usage/events', 'paying', { ...use, quantity: '1e5', idempotencyKey: 'much', occurredAt: at }],
    ['POST', '/api/v1/usage/events', 'paying', { ...use, quantity: '1e5', idempotencyKey: 'much', occurredAt: at }],
    ['POST', '/api/v1/usage/events', 'weekly', { ...use, quantity: '1e6', idempotencyKey: 'much', occurredAt: at }],
    ['POST', '/api/admin/orgs/{org}/grants', 'weekly', { amount: '1000.0', asset: 'compute.units', reference: 'r' }],
  ] as const
  for (const [method, path, org, body] of asked) {
    const entry = routes.find((each) => each.method === method && each.path === path)
    if (!entry) throw new Error(path)
    const inBody = path.includes('{org}') ? body : { org, ...body }
    const said = await (await call(entry, { org }, {}, inBody)).json()
    expect([path, JSON.stringify(said).match(/\d/) !== null, unplainFigures(said)]).toEqual([path, true, []])
  }
  const grant = await giveCredit(ctx, 'paying', '50')
  const back = routes.find(({ path }) => path === '/api/admin/orgs/{org}/grants/{grant}/take-back')
  if (!back) throw new Error('nothing can be taken back')
  const taken = { amount: '10.000', kind: 'adjustment', reference: 'back' }
  expect(unplainFigures(await (await call(back, { org: 'paying', grant }, {}, taken)).json())).toEqual([])
  expect(purchase).toBeTruthy()
})

it.each([
  [{ quantity: '1000.000000000000' }, 1],
  [{ remaining: '1000.000000000000' }, 1],
  [{ price: '4.5' }, 0],
  [{ price: '4.50' }, 0],
  [{ price: '4.500' }, 1],
  [{ quantity: '4.50' }, 1],
  [{ list: [{ amount: '1e3' }] }, 1],
  [{ units: { remaining: '10.00' } }, 1],
  [{ asset: 'compute.units', granted: '10.00' }, 1],
  [{ asset: 'CHF', granted: '10.00' }, 0],
  [{ name: 'v1.0', at: '2026-10-20' }, 0],
])('a figure that is not plain is found: %o', (value, count) => {
  expect(unplainFigures(value)).toHaveLength(count)
})
