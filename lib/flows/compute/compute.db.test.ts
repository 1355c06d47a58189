import { beforeAll, describe, expect, it } from 'vitest'
import { findComputeSettings } from '@/db/queries/compute'
import { findAuditBreak } from '@/db/queries/platform'
import { contextOf, machine, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor } from '@/lib/core/access/permit'
import { envelopeOf, Refusal } from '@/lib/platform/errors'
import { machineTypeList, orgComputeSettings } from '@/lib/reads/compute'
import { addMachineType } from './add-machine-type'
import { saveComputeSettings } from './save-compute-settings'
import { setMachineQuota } from './set-machine-quota'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const region = 'europe-west6'
const machineType = 'n2-standard-4'

beforeAll(async () => {
  await addMachineType(ctx, { machineType, vcpus: 4, memoryGb: 16, defaultLimit: 2 })
  await addMachineType(ctx, { machineType: 'e2-small', vcpus: 1, memoryGb: 2, defaultLimit: 0 })
  await makeOrg(db, 'acme')
})

const save = (org: string, count: number, over: { region?: string; machineType?: string } = {}) =>
  saveComputeSettings(ctx, org, { region, machineType, count, ...over })
const quota = (org: string, limit: number | null, over: { machineType?: string } = {}) =>
  setMachineQuota(ctx, org, { region, machineType, limit, ...over })
const refusalOf = async (call: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await call.then(() => null).catch((thrown: unknown) => thrown)
  if (error instanceof Refusal) return error
  throw new Error(`no refusal, but ${error}`)
}

/** When so many of several calls have ended. */
const finished = (calls: readonly Promise<unknown>[], many: number): Promise<void> =>
  new Promise((done) => {
    let ended = 0
    for (const call of calls) {
      call.finally(() => {
        ended += 1
        if (ended === many) done()
      })
    }
  })

describe('compute settings', () => {
  it.each([
    [2, 8],
    [2, 999],
    [0, 1],
    [1, 2],
  ])(
    'above a limit of %i are refused for %i, in the words of the contract, and nothing is saved',
    async (limit, requested) => {
      await quota('acme', limit)
      const before = await rowCounts(ownerSql)
      const refusal = await refusalOf(save('acme', requested))
      expect(refusal.status).toBe(400)
      expect(envelopeOf(refusal)).toEqual({
        detail: {
          error_code: 'quota_exceeded',
          message: expect.stringContaining('4 vCPUs / 16 GB RAM'),
          machine_type: machineType,
          region,
          limit,
          requested,
        },
      })
      expect(await rowCounts(ownerSql)).toEqual(before)
    },
  )

  it('within the quota are saved, the last one counts, and nothing at all is always within it', async () => {
    await quota('acme', 8)
    await save('acme', 8)
    await save('acme', 3)
    expect(await orgComputeSettings(ctx, 'acme')).toEqual({
      org: 'acme',
      settings: { region, machineType, count: 3, updatedAt: ctx.now.toString() },
      quotas: [{ region, machineType, limit: 8 }],
    })
    await save('acme', 0, { machineType: 'e2-small' })
    expect(await findComputeSettings(db, 'acme')).toMatchObject({ machineType: 'e2-small', count: 0 })
  })

  it('are held against the limit of everybody where the org has none of its own for the region and machine', async () => {
    await makeOrg(db, 'plain')
    await quota('plain', 5)
    expect((await refusalOf(save('plain', 3, { region: 'us-east1' }))).facts).toMatchObject({ limit: 2, requested: 3 })
    expect((await refusalOf(save('plain', 1, { machineType: 'e2-small' }))).facts).toMatchObject({ limit: 0 })
    expect(await codeOf(save('plain', 5))).toBe('ok')
    await quota('plain', null)
    expect((await refusalOf(save('plain', 5))).facts).toMatchObject({ limit: 2 })
    expect((await orgComputeSettings(ctx, 'plain')).quotas).toEqual([])
  })

  it('of an unknown org or machine are refused as such', async () => {
    expect(await codeOf(save('nobody', 1))).toBe('unknown_org')
    expect(await codeOf(save('acme', 1, { machineType: 'abacus' }))).toBe('unknown_machine_type')
    expect(await codeOf(quota('nobody', 1))).toBe('unknown_org')
    expect(await codeOf(quota('acme', 1, { machineType: 'abacus' }))).toBe('unknown_machine_type')
    expect(await codeOf(orgComputeSettings(ctx, 'nobody'))).toBe('unknown_org')
  })

  it('never get past a quota that is lowered at the same moment', async () => {
    await makeOrg(db, 'race')
    await quota('race', 8)
    for (let round = 0; round < 36; round += 1) {
      await quota('race', 8)
      const saves = Array.from({ length: 12 }, () => codeOf(save('race', 8)))
      const enough = finished(saves, 1 + (round % 12))
      await Promise.all([...saves, enough.then(() => quota('race', round % 3))])
    }
    const entries = await ownerSql<{ action: string; after: string }[]>`
      select action, after from audit_log where org_id = 'race' order by sequence`
    let limit = 2
    const above: string[] = []
    let saved = 0
    for (const { action, after } of entries) {
      const facts = JSON.parse(after) as { limit?: number; count?: number }
      if (action === 'machine_quota.set') limit = facts.limit ?? 2
      if (action !== 'compute.save') continue
      saved += 1
      if ((facts.count ?? 0) > limit) above.push(`${facts.count} above ${limit}`)
    }
    expect(above).toEqual([])
    expect(saved).toBeGreaterThanOrEqual(36)
    expect(await findAuditBreak(db)).toBeNull()
  })

  it('are saved by who may pay and by keys with the scope, and seen by who may see the org', async () => {
    const member: Actor = { ...payer('acme'), roles: new Map([['acme', 'member']]) } as Actor
    await quota('acme', 8)
    const settings = { region, machineType, count: 1 }
    const saves = (actor: Actor) => codeOf(saveComputeSettings(contextOf(db, actor), 'acme', settings))
    const sees = (actor: Actor) => codeOf(orgComputeSettings(contextOf(db, actor), 'acme'))
    const key = (...scopes: ('usage:read' | 'compute:write')[]): Actor => ({
      kind: 'machine',
      keyId: 'k',
      scopes,
      org: null,
    })
    expect([await saves(payer('acme')), await sees(payer('acme'))]).toEqual(['ok', 'ok'])
    expect([await saves(member), await sees(member)]).toEqual(['forbidden', 'ok'])
    expect([await saves(payer('other')), await sees(payer('other'))]).toEqual(['not_found', 'not_found'])
    expect([await saves(key('compute:write')), await sees(key('compute:write'))]).toEqual(['ok', 'missing_scope'])
    expect([await saves(key('usage:read')), await sees(key('usage:read'))]).toEqual(['missing_scope', 'ok'])
    expect([await saves(machine('other')), await sees(machine('other'))]).toEqual(['not_found', 'not_found'])
  })
})

describe('a machine type', () => {
  it('is there for everybody who is known, smallest first, in words', async () => {
    expect(await machineTypeList(contextOf(db, payer('acme')))).toEqual([
      { machineType: 'e2-small', vcpus: 1, memoryGb: 2, defaultLimit: 0, description: '1 vCPU / 2 GB RAM' },
      { machineType, vcpus: 4, memoryGb: 16, defaultLimit: 2, description: '4 vCPUs / 16 GB RAM' },
    ])
    expect(await codeOf(machineTypeList(contextOf(db, { kind: 'nobody' })))).toBe('unauthenticated')
  })

  it('is added once and does not change, by administrators alone', async () => {
    const before = await rowCounts(ownerSql)
    const type = { machineType, vcpus: 4, memoryGb: 16, defaultLimit: 2 }
    expect(await codeOf(addMachineType(ctx, type))).toBe('ok')
    expect(await codeOf(addMachineType(ctx, { ...type, memoryGb: 32 }))).toBe('exists')
    expect(await rowCounts(ownerSql)).toEqual(before)
    const asks = (actor: Actor) => codeOf(addMachineType(contextOf(db, actor), type))
    expect([await asks(payer('acme')), await asks(machine('acme')), await asks(machine())]).toEqual([
      'not_found',
      'forbidden',
      'ok',
    ])
  })
})
