import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { listTenants } from '@/db/queries/tenants'
import { cookiesOf, type Machine, machines } from './access/principals'
import { askerAs } from './asker'
import { testedDatabase } from './database'
import { daysAgo } from './dates'
import { lane } from './lane'
import { always, ownOrg } from './own-org'

const db = testedDatabase()
let keys: Record<Machine, string>
const org = 'as-sent'
/** Of each test its own, so that a file of one day has what one of them told. */
const days = { quantities: daysAgo(32), cells: daysAgo(31), imported: daysAgo(30) }
const like = { like: 'alpenblick', biller: 'invoice', since: always } as const

test.beforeAll(async () => {
  keys = await machines(db)
  await ownOrg(db, org, { name: 'As Sent AG', ...like })
})
test.afterAll(() => db.$client.end())

/** Bodies as they were sent, with the right answer to each. */
const inputOf = <Input>(name: string): Input => JSON.parse(readFileSync(join('e2e/inputs', `${name}.json`), 'utf8'))

const post = async (path: string, key: Machine, body: string) => {
  const asker = askerAs({ authorization: `Bearer ${keys[key]}`, 'content-type': 'application/json' })
  const { status, text } = await asker(path, { method: 'POST', body })
  return { status, body: JSON.parse(text) }
}

/** Rows of the file of usage as a person downloads it. */
const usageFile = async (day: string) => {
  const admin = askerAs(await cookiesOf('Ada Ammann'))
  const { status, text } = await admin(`/api/orgs/${org}/usage.csv?from=${day}&to=${day}`)
  expect(status).toBe(200)
  return { text, rows: parse(text, { columns: true, relax_column_count: false }) as Record<string, string>[] }
}

test('numbers of usage count as their shortest decimal, or are refused with what to do', async () => {
  const cases = inputOf<{ json: string; right: string }[]>('quantities')
  const accepted = new Map<string, string>()
  for (const [place, { json, right }] of cases.entries()) {
    const resource = `quantity-${place}`
    // As it was written: a number must not go through a parser before it is sent.
    const body = `{"idempotencyKey": "${resource}", "org": "${org}", "meter": "sandbox.seconds", "quantity": ${json},
      "occurredAt": "${days.quantities}T09:30:00Z", "resource": "${resource}"}`
    const answer = await post('/api/v1/usage/events', 'usage key', body)
    const exact = right === 'accepted exactly' ? JSON.parse(json) : /^accepted as (.*)$/.exec(right)?.[1]
    expect([json, answer.status < 300], JSON.stringify(answer.body)).toEqual([json, exact !== undefined])
    if (exact !== undefined) accepted.set(resource, exact)
    else expect(answer.body.detail).toMatchObject({ error_code: 'invalid_quantity', message: expect.any(String) })
  }
  const { rows } = await usageFile(days.quantities)
  expect(new Map(rows.map(({ resource = '', quantity = '' }) => [resource, quantity]))).toEqual(accepted)
})

/** What begins a cell of a spreadsheet, whichever separator it splits a file at, and makes it a formula. */
const formula = /^[\s"]*[=+\-@|＝＋－＠]/u

test('names of resources come back in the file of usage with no cell that is a formula', async () => {
  const cells = inputOf<string[]>('csv-cells')
  const events = cells.map((resource, place) => ({
    idempotencyKey: `cell-${place}`,
    org,
    meter: 'sandbox.seconds',
    quantity: place + 1,
    occurredAt: `${days.cells}T09:30:00Z`,
    resource,
  }))
  const answer = await post('/api/v1/usage/events', 'usage key', JSON.stringify({ events }))
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  const { text, rows } = await usageFile(days.cells)
  expect(rows.map(({ quantity }) => Number(quantity)).toSorted((a, b) => a - b)).toEqual(
    cells.map((_, place) => place + 1),
  )
  for (const separator of [',', ';', '\t']) {
    const split = text.split(/\r?\n/).flatMap((line) => line.split(separator))
    expect(split.filter((cell) => formula.test(cell) && !/^"?-?\d+(\.\d+)?"?$/.test(cell))).toEqual([])
  }
})

test('the same names and numbers in a file that is imported count once each', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-import-'))
  try {
    const cells = inputOf<string[]>('csv-cells').filter((cell) => cell.trim() !== '')
    const field = (cell: string) => `"${cell.replaceAll('"', '""')}"`
    const lines = cells.map((cell, place) => `${days.imported}T09:30:00Z,${field(cell)},${place + 1}.25,row-${place}`)
    const file = join(folder, 'usage.csv')
    writeFileSync(file, ['time,resource,seconds,id', ...lines].join('\r\n'))
    const command = ['lib/cli/run.mjs', 'lib/cli/import-usage.ts', file, '--org', org, '--time', 'time']
    const options = ['--meter', 'sandbox.seconds=seconds', '--map', 'resource=resource', '--key', 'id']
    const env = { ...process.env, KONTOR_DATA_DIR: lane().folder }
    const run = async () => (await promisify(execFile)(process.execPath, [...command, ...options], { env })).stdout
    expect(await run()).toContain(`${cells.length} events counted, 0 known before, 0 refused.`)
    expect(await run()).toContain(`0 events counted, ${cells.length} known before, 0 refused.`)
    const { rows } = await usageFile(days.imported)
    // Names that differ by the space around them alone are one resource.
    expect(rows.reduce((sum, { events }) => sum + Number(events), 0)).toBe(cells.length)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a list of tenants is mirrored but for what cannot be, which is reported by name, and again changes nothing', async () => {
  const list = readFileSync('e2e/inputs/backfill-list.json', 'utf8')
  const mirror = (query = '') => post(`/api/admin/billing/backfill${query}`, 'backfill key', list)
  const dry = await mirror('?dryRun=true')
  const first = await mirror()
  expect([dry.status, first.status]).toEqual([200, 200])
  const { lifecycleInserted, eventsInserted, suspensionEventsInserted } = first.body
  expect(dry.body).toMatchObject({ lifecycleInserted, eventsInserted, suspensionEventsInserted })
  const skipped = first.body.skipped.map(({ tenant }: { tenant: string }) => tenant)
  expect(skipped.toSorted()).toEqual(['customer-a/broken', 'customer-c/stray', 'kube-system/system'])
  for (const { message } of first.body.skipped) expect(message).not.toBe('')
  const recorded = await Promise.all(['alpenblick', 'helvetia-docs'].map((each) => listTenants(db, each)))
  const states = new Map(recorded.flat().map(({ tenant, alive, suspended }) => [tenant, { alive, suspended }]))
  expect(states.get('customer-a/prod')).toEqual({ alive: true, suspended: false })
  expect(states.get('customer-b/prod')).toEqual({ alive: true, suspended: false })
  expect(states.get('customer-a/leaving')?.alive).toBe(false)
  expect(states.get('customer-a/asleep')).toEqual({ alive: true, suspended: true })
  expect(states.has('customer-a/broken')).toBe(false)
  const second = await mirror()
  expect(second.body).toMatchObject({
    lifecycleInserted: 0,
    eventsInserted: 0,
    suspensionEventsInserted: 0,
    changes: [],
  })
})
