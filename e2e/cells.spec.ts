import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import type { OpenApiDocument } from '@/lib/contracts/api/document-types'
import { startCell, type TestCell } from '@/lib/flows/outbox/testing/cell'
import { plantHalt } from '@/lib/flows/outbox/testing/plant-halt'
import { type Machine, machines } from './access/principals'
import { apiValidator, schemaOf } from './api-validator'
import { testedDatabase } from './database'
import { clock } from './dates'
import { fetch } from './fetch'
import { lane } from './lane'

const db = testedDatabase()
let keys: Record<Machine, string>
let document: OpenApiDocument
let validates: ReturnType<typeof apiValidator>
let cell: TestCell
let fails = true

test.beforeAll(async ({ baseURL }) => {
  keys = await machines(db)
  document = await (await fetch(`${baseURL}/api/openapi.json`)).json()
  validates = apiValidator(document)
  cell = await startCell(() => (fails ? 'fails' : 'ok'), clock)
})
test.afterAll(async () => {
  await cell.close()
  await db.$client.end()
})

type Call = { readonly method: string; readonly path: string; readonly key: Machine; readonly body?: unknown }

/** Calls as a machine does, holds the answer against the description, and hands it on. */
const call = async (to: string, { method, path, key, body }: Call) => {
  const answer = await fetch(`${lane().url}${to}`, {
    method,
    headers: { authorization: `Bearer ${keys[key]}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const response = document.paths[path]?.[method.toLowerCase()]?.responses[String(answer.status)]
  expect(response, `${method} ${to}: ${answer.status} ${text} is described`).toBeDefined()
  expect(validates(schemaOf(response) ?? {}, JSON.parse(text)), text).toEqual([])
  return { status: answer.status, body: JSON.parse(text) }
}

const until = async (holds: () => boolean): Promise<void> => {
  for (const deadline = Date.now() + 30_000; !holds(); await sleep(50)) {
    if (Date.now() > deadline) throw new Error('it did not come to be')
  }
}

test('a cell is told of a halt until it acknowledges, and its administrator sees how it went', async () => {
  const path = '/api/admin/cells/{cell}'
  const put = (body: unknown) => call('/api/admin/cells/e2e-cell', { method: 'PUT', path, key: 'funds key', body })
  const { url, secret } = cell
  expect((await put({ url: 'http://169.254.169.254/' })).status).toBe(400)
  expect((await put({ url })).body.secret).toMatch(/^whsec_/)
  expect(await put({ url, secret })).toMatchObject({ status: 200, body: { cell: 'e2e-cell', url } })

  const org = 'lac-papier'
  const halt = (halted: boolean) => plantHalt(db.$client, { org, halted, cell: 'e2e-cell', at: clock() })
  const generation = Number(await halt(true))
  await until(() => cell.received.length > 0)
  fails = false
  await until(() => cell.orgs.get(org)?.generation === generation)
  expect(cell.orgs.get(org)?.halted).toBe(true)
  expect(cell.effects.get(`cmd_${org}_${generation}`)).toBe(1)

  const seen = { path: '/api/admin/orgs/{org}/deliveries', method: 'GET', key: 'funds key' } as const
  const outcomes = async () => {
    const { body } = await call(`/api/admin/orgs/${org}/deliveries`, seen)
    return body.deliveries.map((delivery: { outcome: string }) => delivery.outcome)
  }
  await expect.poll(outcomes).toEqual(expect.arrayContaining(['failed', 'acknowledged']))
  expect((await outcomes())[0]).toBe('acknowledged')
  await halt(false)
  await until(() => cell.orgs.get(org)?.halted === false)

  const { body } = await call('/api/admin/cells', { path: '/api/admin/cells', method: 'GET', key: 'funds key' })
  expect(JSON.stringify(body)).not.toContain('whsec_')
  expect(body.cells).toContainEqual(
    expect.objectContaining({ cell: 'e2e-cell', lastDelivery: expect.objectContaining({ org }) }),
  )
})

test('compute settings above the quota answer 400 in the words of the contract', async () => {
  const org = 'lac-papier'
  const settings = { path: '/api/v1/orgs/{org}/compute-settings', key: 'compute key' } as const
  const save = (body: unknown) => call(`/api/v1/orgs/${org}/compute-settings`, { ...settings, method: 'PUT', body })
  const machineType = 'e2e-standard-4'
  const wanted = { region: 'europe-west6', machineType, count: 2 }
  expect(await save(wanted)).toMatchObject({ status: 404, body: { detail: { error_code: 'unknown_machine_type' } } })
  const type = { path: '/api/admin/machine-types/{machineType}', method: 'PUT', key: 'funds key' } as const
  const add = (body: unknown) => call(`/api/admin/machine-types/${machineType}`, { ...type, body })
  expect((await add({ vcpus: 4, memoryGb: 16, defaultLimit: 2 })).body.description).toBe('4 vCPUs / 16 GB RAM')
  expect((await add({ vcpus: 4, memoryGb: 32, defaultLimit: 2 })).status).toBe(409)

  const quota = { path: '/api/admin/orgs/{org}/machine-quotas', method: 'PUT', key: 'funds key' } as const
  const limit = (most: number | null) =>
    call(`/api/admin/orgs/${org}/machine-quotas`, {
      ...quota,
      body: { region: wanted.region, machineType, limit: most },
    })
  for (const [most, requested] of [
    [2, 8],
    [2, 999],
    [0, 1],
  ] as const) {
    expect((await limit(most)).status).toBe(200)
    expect(await save({ ...wanted, count: requested })).toEqual({
      status: 400,
      body: {
        detail: {
          error_code: 'quota_exceeded',
          message: expect.any(String),
          machine_type: machineType,
          region: wanted.region,
          limit: most,
          requested,
        },
      },
    })
  }
  expect((await limit(null)).body.limit).toBeNull()
  expect(await save(wanted)).toMatchObject({ status: 200, body: wanted })
  for (const count of [-1, 1.5, '2', null]) expect((await save({ ...wanted, count })).status).toBe(400)
  const read = await call(`/api/v1/orgs/${org}/compute-settings`, { ...settings, method: 'GET', key: 'reader key' })
  expect(read.body).toMatchObject({ settings: wanted, quotas: [] })
  const types = { path: '/api/v1/machine-types', method: 'GET', key: 'gate key' } as const
  expect((await call('/api/v1/machine-types', types)).body.machineTypes.length).toBeGreaterThan(0)
})

test('what another system measured is compared with what the portal counted', async () => {
  const report = { path: '/api/v1/usage/sources', method: 'POST', key: 'usage key' } as const
  const totals = [{ org: 'lac-papier', meter: 'doc.pages', day: '2026-10-20', quantity: '12.5' }]
  const body = { source: 'e2e', totals }
  expect((await call(report.path, { ...report, body })).body).toEqual({ source: 'e2e', recorded: 1 })
  const compare = { path: '/api/v1/usage/parity', method: 'GET', key: 'reader key' } as const
  const query = 'left=e2e&right=e2e-other&from=2026-10-01&to=2026-11-01'
  const { body: parity } = await call(`${compare.path}?${query}&org=lac-papier&by=day`, compare)
  expect(parity.rows).toEqual([
    {
      org: 'lac-papier',
      meter: 'doc.pages',
      period: '2026-10-20',
      left: '12.5',
      right: '0',
      difference: '12.5',
      share: '100.000000',
      flagged: true,
    },
  ])
  expect((await call(`${compare.path}?${query}`, compare)).body.flagged).toBe(1)
  for (const bad of ['left=e2e', `${query}&by=week`, `${query}&colour=red`, query.replace('11-01', '09-01')]) {
    expect((await call(`${compare.path}?${bad}`, compare)).status).toBe(400)
  }
  expect((await call(report.path, { ...report, body: { source: 'portal', totals } })).status).toBe(400)
})
