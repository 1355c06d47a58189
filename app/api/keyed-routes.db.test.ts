import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { admin, clockOfToday, contextOf, machine, prices, sellerParty, usageEvent } from '@/db/testing/fixtures'
import { giveCredit } from '@/db/testing/funds'
import { rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { RouteEntry } from '@/lib/contracts/api/describe'
import { routes } from '@/lib/contracts/api/routes'
import { requestKeys } from '@/lib/contracts/common'
import { scopes } from '@/lib/core/access/permit'
import { canonicalJson } from '@/lib/core/invoices/canonical'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { createApiKey } from '@/lib/flows/settings/api-keys'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveSeller } from '@/lib/flows/settings/save-seller'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'

/** Routes of people are asked by a platform admin; everything else is as it is. */
vi.mock('@/lib/auth/person', () => ({ personActor: async () => admin }))

type Json = Readonly<Record<string, unknown>>
type Call = (request: Request, extra: { params: Promise<Json> }) => Promise<Response>

const { url, db, ownerSql } = await testDatabase()
process.env.DATABASE_URL = url

/** Every meter that an example of the contract names can be priced. */
const metersIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, part]) =>
        key === 'meter' && typeof part === 'string' ? [part] : metersIn(part),
      )
const meters = [...new Set([...routes.flatMap(({ body }) => metersIn(body?.examples)), 'doc.units', 'other.meter'])]

await saveSeller(contextOf(db), sellerParty)
await publishPrices(contextOf(db), {
  book: 'standard',
  currency: 'CHF',
  expected: 0,
  prices: { ...prices, meters: meters.map((meter) => ({ meter, unit: 'unit', pricePerUnit: '0.0001' })) },
})
/** The org that the contract's examples are about. */
const org = 'acme'
const paying = await openPayingOrg(db, org)
await giveCredit(contextOf(db), org, '1000')
const { secret } = await createApiKey(contextOf(db, admin), { name: 'all', scopes: [...scopes], org: null })
Object.assign(globalThis, {
  [Symbol.for('kontor.databases')]: { machines: db, people: db },
  [Symbol.for('kontor.wired')]: { settings: { ...clockOfToday, url: 'http://127.0.0.1' }, gateway: paying.stripe },
})

let told = 0
const tellUsage = async (): Promise<string> => {
  told += 1
  const event = usageEvent(org, { key: `told/${told} of 100%2F`, meter: 'doc.units', quantity: '7' })
  await recordUsageBatch(contextOf(db, machine()), [event])
  return event.key
}

/** What a parameter of a path names here; the second is another one of its kind. */
const named: Readonly<Record<string, () => Promise<readonly [string, string | null]>>> = {
  org: async () => [org, null],
  grant: async () => [await giveCredit(contextOf(db), org, '50'), await giveCredit(contextOf(db), org, '50')],
  key: async () => [await tellUsage(), await tellUsage()],
  purchase: async () => [await paying.buy(), await paying.buy()],
}

const unwrap = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return unwrap(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodPipe ? unwrap(schema.in as z.ZodType) : schema
}
const objectsIn = (schema: z.ZodType): z.ZodObject[] => {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodObject) return [inner]
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => objectsIn(option as z.ZodType))
  return []
}
const keyOf = (object: z.ZodObject): string | undefined =>
  Object.entries(object.shape).find(([, field]) => requestKeys.has(unwrap(field as z.ZodType)))?.[0]

type Keyed = { readonly entry: RouteEntry; readonly object: z.ZodObject; readonly key: string; readonly example: Json }
const keyed = routes.flatMap((entry): Keyed[] => {
  const object = entry.body && objectsIn(entry.body.shape.schema).find(keyOf)
  const key = object && keyOf(object)
  const example = Object.values(entry.body?.examples ?? {}).find(
    (each): each is Json => key !== undefined && typeof each === 'object' && each !== null && key in each,
  )
  if (!object || !key) return []
  if (!example) throw new Error(`No example of ${entry.method} ${entry.path} has its key.`)
  return [{ entry, object, key, example }]
})

const files = import.meta.glob<Record<string, Call>>('./**/route.ts')
const call = async (entry: RouteEntry, params: Json, body: Json) => {
  const file = `.${entry.path.replace(/^\/api/, '').replace(/\{(\w+)\}/g, '[$1]')}/route.ts`
  const method = (await files[file]?.())?.[entry.method]
  if (!method) throw new Error(`There is no ${entry.method} in ${file}.`)
  const isPersons = !entry.callers.some((caller) => caller.startsWith('key '))
  const headers = { 'content-type': 'application/json', ...(isPersons ? {} : { authorization: `Bearer ${secret}` }) }
  const path = entry.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const address = `http://127.0.0.1${path}`
  const request = new Request(address, { method: entry.method, headers, body: JSON.stringify(body) })
  const answer = await method(request, { params: Promise.resolve(params) })
  return { status: answer.status, body: (await answer.json()) as Json }
}
const codeOf = ({ status, body }: { status: number; body: Json }) => [
  status,
  (body.detail as Json | undefined)?.error_code,
]

/** Values that a field may have instead, whatever it is; the contract says which of them it takes. */
const others = (field: z.ZodType, now: unknown): unknown[] => {
  const inner = unwrap(field)
  const own = inner instanceof z.ZodEnum ? inner.options : []
  const parts = inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
  const changed = parts.flatMap((part) =>
    [true, false, 1, 2, 'x'].map((value) => ({ ...(typeof now === 'object' ? now : {}), [part]: value })),
  )
  return [
    ...own,
    ...changed,
    ...(typeof now === 'number' ? [now + 1] : []),
    '2.5',
    'other.meter',
    'other',
    '2026-10-20T11:00:00Z',
    '2030-01-01T00:00:00Z',
    7,
    true,
    false,
    { other: 'value' },
  ]
}

/** Of a field that decides whether there is a key at all. */
const decidesOfKey = new Set(['reserve'])

it('the contract names every key of a request, so that its route is walked', () => {
  const unnamed = routes.flatMap(({ method, path, body }) =>
    (body ? objectsIn(body.shape.schema) : []).flatMap((object) =>
      Object.keys(object.shape)
        .filter((field) => /^(idempotency\w*|reference|\w+RequestId|refundId)$/.test(field))
        .filter((field) => !requestKeys.has(unwrap(object.shape[field] as z.ZodType)))
        .map((field) => `${method} ${path} ${field}`),
    ),
  )
  // What a bank wrote on a payment is no key of a request: two payments may say the same.
  expect(unnamed).toEqual(['POST /api/admin/orgs/{org}/invoices/{invoiceId}/payments reference'])
  expect(keyed.length).toBeGreaterThanOrEqual(5)
})

describe.each(keyed)('$entry.method $entry.path', ({ entry, object, key, example }) => {
  let count = 0
  const newKey = (): string => {
    count += 1
    return `walk-${entry.id}-${count}`
  }
  const paramsOf = async () => {
    const names = [...entry.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const values = await Promise.all(
      names.map(async (name) => {
        const value = await named[name]?.()
        if (!value) throw new Error(`Say what {${name}} is, for ${entry.path}.`)
        return [name, value] as const
      }),
    )
    return values
  }

  it('answers the same again, and takes no effect again', async () => {
    const params = Object.fromEntries((await paramsOf()).map(([name, [value]]) => [name, value]))
    const body = { ...example, [key]: newKey() }
    const first = await call(entry, params, body)
    expect(first, JSON.stringify(first.body)).toMatchObject({ status: 200 })
    const before = await rowCounts(ownerSql)
    expect((await call(entry, params, body)).status).toBe(200)
    expect(await rowCounts(ownerSql)).toEqual(before)
  })

  const fields = Object.entries(object.shape as Record<string, z.ZodType>).filter(
    ([name]) => name !== key && name !== 'org' && !decidesOfKey.has(name),
  )
  it.each(fields)('refuses the same key with another %s', async (name, field) => {
    const body: Json = { ...example, [key]: newKey() }
    const params = Object.fromEntries((await paramsOf()).map(([part, [value]]) => [part, value]))
    expect((await call(entry, params, body)).status).toBe(200)
    const before = await rowCounts(ownerSql)
    const read = (value: Json) => {
      const parsed = object.safeParse(value)
      return parsed.success
        ? canonicalJson(
            JSON.parse(JSON.stringify(parsed.data, (_, part) => (typeof part === 'bigint' ? `${part}` : part))),
          )
        : null
    }
    const usual = read(body)
    const changed = others(field, body[name])
      .map((value) => ({ ...body, [name]: value }))
      .filter((each) => ![null, usual].includes(read(each)))
    expect(changed, 'nothing else is known that this field takes').not.toEqual([])
    const answers = []
    for (const each of changed) answers.push([each[name], ...codeOf(await call(entry, params, each))])
    // What means something else may be refused for what it is; it never counts, and something is told apart by its key.
    expect(answers.filter(([, status]) => Number(status) < 400)).toEqual([])
    expect(answers.map(([, status, code]) => `${status} ${code}`)).toContain('422 idempotency_mismatch')
    expect(await rowCounts(ownerSql)).toEqual(before)
  })

  it('refuses the same key at another address', async () => {
    const values = await paramsOf()
    const own = Object.fromEntries(values.map(([name, [value]]) => [name, value]))
    const body = { ...example, [key]: newKey() }
    expect((await call(entry, own, body)).status).toBe(200)
    for (const [name, [, other]] of values) {
      if (other === null) continue
      expect(codeOf(await call(entry, { ...own, [name]: other }, body))).toEqual([422, 'idempotency_mismatch'])
    }
  })
})

describe('one reference of an organization', () => {
  const credits = keyed.filter(({ key }) => key === 'reference')
  const pairs = credits.flatMap((one) => credits.map((other) => [one.entry.id, other.entry.id, one, other] as const))
  const paramsOf = async ({ entry }: Keyed) =>
    Object.fromEntries(
      await Promise.all(
        [...entry.path.matchAll(/\{(\w+)\}/g)].map(async ([, name = '']) => [name, (await named[name]?.())?.[0]]),
      ),
    )

  it.each(pairs.filter(([one, other]) => one !== other))(
    'is used by %s or by %s, not by both',
    async (_, __, one, other) => {
      const reference = `pair-${one.entry.id}-${other.entry.id}`
      expect((await call(one.entry, await paramsOf(one), { ...one.example, reference })).status).toBe(200)
      const again = await call(other.entry, await paramsOf(other), { ...other.example, reference })
      expect(codeOf(again)).toEqual([422, 'idempotency_mismatch'])
    },
  )

  it('is used once when many use it at once, each otherwise', async () => {
    const [grant] = credits
    if (!grant) throw new Error('no credit can be granted')
    const params = await paramsOf(grant)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        call(grant.entry, params, { ...grant.example, reference: 'at-once', note: `note ${index % 4}` }),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(3)
    expect(statuses.filter((status) => status === 422)).toHaveLength(9)
    const rows = await ownerSql`select note from ledger_entries where reference = 'at-once'`
    expect(rows).toHaveLength(1)
  })
})
