import { describe, expect, it } from 'vitest'
import { listTenants, loadTenantEvents } from '@/db/queries/tenants'
import {
  at,
  contextOf,
  issueFor,
  linesOf,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  preparePlatform,
  today,
} from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { timelineOf } from '@/lib/core/tenants/timeline'
import type { ChangedTenant } from './change-tenant'
import { createTenant, reportTenant } from './report-tenant'

const { db } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db, machine())

const short = ({ recorded }: ChangedTenant) => recorded.map(({ kind, skill }) => `${kind} ${skill}`.trim())
const packages = (tenant: string, names: readonly string[], moment: string) =>
  reportTenant(ctx, tenant, { kind: 'packages', packages: names, at: at(moment) })
const report = (tenant: string, kind: 'suspend' | 'resume' | 'delete', moment: string) =>
  reportTenant(ctx, tenant, { kind, at: at(moment) })

const projection = async (org: string, tenant: string) => {
  const row = (await listTenants(db, org)).find((each) => each.tenant === tenant)
  return row && { alive: row.alive, suspended: row.suspended, skills: row.skills }
}
const folded = async (org: string, tenant: string) => timelineOf(await loadTenantEvents(db, org, { tenant })).state

describe('a report about a tenant', () => {
  it('records exactly the difference to what is recorded, and a replay nothing', async () => {
    await makeOrg(db, 'steps')
    const create = () => makeTenant(db, 'steps', 'bot', '2026-10-01T08:00:00Z', ['ocr', 'mail'])
    expect(short(await create())).toEqual(['created', 'enabled mail', 'enabled ocr'])
    expect(short(await create())).toEqual([])
    const steps: [call: () => Promise<ChangedTenant>, recorded: string[]][] = [
      [() => packages('bot', ['ocr', 'chat'], '2026-10-02T08:00:00Z'), ['disabled mail', 'enabled chat']],
      [() => report('bot', 'suspend', '2026-10-03T08:00:00Z'), ['suspended']],
      [() => packages('bot', [], '2026-10-04T08:00:00Z'), ['disabled chat', 'disabled ocr']],
      [() => report('bot', 'resume', '2026-10-05T08:00:00Z'), ['resumed']],
      [() => report('bot', 'delete', '2026-10-06T08:00:00Z'), ['deleted']],
    ]
    for (const [call, recorded] of steps) {
      expect(short(await call())).toEqual(recorded)
      expect(short(await call())).toEqual([])
      expect(await projection('steps', 'bot')).toEqual(await folded('steps', 'bot'))
    }
    expect(await loadTenantEvents(db, 'steps', { tenant: 'bot' })).toHaveLength(10)
  })

  it('sent by sixteen at once records one difference', async () => {
    await makeOrg(db, 'same')
    const created = await Promise.all(
      Array.from({ length: 16 }, () => makeTenant(db, 'same', 'same-bot', '2026-10-01T08:00:00Z', ['ocr'])),
    )
    expect(created.flatMap(short).sort()).toEqual(['created', 'enabled ocr'])
    const patched = await Promise.all(
      Array.from({ length: 16 }, () => packages('same-bot', ['chat'], '2026-10-02T08:00:00Z')),
    )
    expect(patched.flatMap(short).sort()).toEqual(['disabled ocr', 'enabled chat'])
    const suspended = await Promise.all(
      Array.from({ length: 16 }, () => report('same-bot', 'suspend', '2026-10-03T08:00:00Z')),
    )
    expect(suspended.flatMap(short)).toEqual(['suspended'])
    expect(await loadTenantEvents(db, 'same', { tenant: 'same-bot' })).toHaveLength(5)
  })

  it('that differs from others at the same moment leaves a state that is the fold of all events', async () => {
    await makeOrg(db, 'torn')
    for (let round = 0; round < 6; round += 1) {
      const tenant = `torn-${round}`
      await makeTenant(db, 'torn', tenant, '2026-10-01T08:00:00Z')
      const calls = Array.from({ length: 8 }, (_, index) =>
        packages(tenant, [`p${index}`, `p${index + 1}`, 'shared'], '2026-10-02T08:00:00Z'),
      )
      const others = [
        report(tenant, 'suspend', '2026-10-02T09:00:00Z'),
        report(tenant, 'resume', '2026-10-02T09:00:00Z'),
      ]
      const answers = await Promise.all([...calls, ...others])
      const state = await projection('torn', tenant)
      expect(state).toEqual(await folded('torn', tenant))
      expect(state?.skills).toHaveLength(3)
      expect(answers.flatMap(short).filter((kind) => kind === 'enabled shared')).toHaveLength(1)
    }
  })

  it('for a time before what is recorded is refused, but not where it says nothing new', async () => {
    await makeOrg(db, 'order')
    await makeTenant(db, 'order', 'order-bot', '2026-10-01T08:00:00Z', ['ocr'])
    await packages('order-bot', [], '2026-10-05T08:00:00Z')
    expect(await codeOf(packages('order-bot', ['ocr'], '2026-10-04T08:00:00Z'))).toBe('out_of_order')
    expect(await codeOf(report('order-bot', 'delete', '2026-10-04T08:00:00Z'))).toBe('out_of_order')
    expect(short(await packages('order-bot', [], '2026-10-04T08:00:00Z'))).toEqual([])
    expect(short(await packages('order-bot', ['chat'], '2026-10-04T08:00:00Z'))).toEqual(['enabled chat'])
    expect(short(await report('order-bot', 'suspend', '2026-10-03T08:00:00Z'))).toEqual(['suspended'])
    expect(await projection('order', 'order-bot')).toEqual(await folded('order', 'order-bot'))
  })

  it('is refused for a name of another org, an unknown tenant, a deleted one, and a time to come', async () => {
    await makeOrg(db, 'first')
    await makeOrg(db, 'second')
    await makeTenant(db, 'first', 'wanted', '2026-10-01T08:00:00Z')
    expect(await codeOf(makeTenant(db, 'second', 'wanted', '2026-10-01T08:00:00Z'))).toBe('tenant_taken')
    expect(await codeOf(report('nowhere', 'suspend', '2026-10-01T08:00:00Z'))).toBe('unknown_tenant')
    expect(await codeOf(makeTenant(db, 'no-org', 'other', '2026-10-01T08:00:00Z'))).toBe('unknown_org')
    const soon = today.add({ minutes: 6 }).toString()
    expect(await codeOf(report('wanted', 'suspend', soon))).toBe('invalid_timestamp')
    await report('wanted', 'delete', '2026-10-02T08:00:00Z')
    expect(await codeOf(report('wanted', 'suspend', '2026-10-03T08:00:00Z'))).toBe('tenant_deleted')
    expect(await codeOf(makeTenant(db, 'second', 'wanted', '2026-10-03T08:00:00Z'))).toBe('tenant_taken')
  })

  it('gives a name to one of two orgs that claim it at the same moment', async () => {
    await makeOrg(db, 'left')
    await makeOrg(db, 'right')
    for (let round = 0; round < 10; round += 1) {
      const claim = (org: string) => codeOf(makeTenant(db, org, `claimed-${round}`, '2026-10-01T08:00:00Z', ['ocr']))
      const codes = await Promise.all([claim('left'), claim('right')])
      expect(codes.sort()).toEqual(['ok', 'tenant_taken'])
    }
    const rows = [...(await listTenants(db, 'left')), ...(await listTenants(db, 'right'))]
    expect(rows).toHaveLength(10)
  })

  it('with a key limited to another org is answered as if there were no such tenant', async () => {
    await makeOrg(db, 'hidden')
    await makeTenant(db, 'hidden', 'hidden-bot', '2026-10-01T08:00:00Z')
    const other = contextOf(db, machine('first'))
    const change = { kind: 'suspend', at: at('2026-10-02T08:00:00Z') } as const
    for (const tenant of ['hidden-bot', 'nowhere']) {
      expect(await codeOf(reportTenant(other, tenant, change))).toBe('unknown_tenant')
    }
    const create = { kind: 'create', at: at('2026-10-02T08:00:00Z'), packages: [] } as const
    for (const org of ['hidden', 'nobody']) {
      expect(await codeOf(createTenant(other, org, 'new-bot', create))).toBe('not_found')
    }
  })
})

describe('a deleted tenant', () => {
  it('keeps its history, is charged to its last day, and never after', async () => {
    await makeOrg(db, 'gone')
    await makeTenant(db, 'gone', 'gone-bot', '2026-09-15T08:00:00Z', ['ocr'])
    await report('gone-bot', 'delete', '2026-10-10T08:00:00Z')
    await makeUsage(db, 'gone', { at: '2026-11-10T10:00:00Z' })
    expect(linesOf(await issueFor(contextOf(db), 'gone', '2026-10'))).toEqual([
      ['tenant_fee', 'gone-bot', '10/31', '0.322580645161', '15.81'],
      ['skill', 'gone-bot', 'ocr', '10', '15.00'],
    ])
    const november = await issueFor(contextOf(db, undefined, at('2026-12-02T10:00:00Z')), 'gone', '2026-11')
    expect(linesOf(november).map(([kind]) => kind)).toEqual(['usage'])
    expect(await loadTenantEvents(db, 'gone', { tenant: 'gone-bot' })).toHaveLength(3)
    expect(await projection('gone', 'gone-bot')).toEqual({ alive: false, suspended: false, skills: [] })
  })

  it('may be created again under its name, with a history that holds both lives', async () => {
    await makeOrg(db, 'reborn')
    await makeTenant(db, 'reborn', 'reborn-bot', '2026-10-01T08:00:00Z', ['ocr'])
    await report('reborn-bot', 'delete', '2026-10-03T08:00:00Z')
    const again = await makeTenant(db, 'reborn', 'reborn-bot', '2026-10-20T08:00:00Z', ['ocr'])
    expect(short(again)).toEqual(['created', 'enabled ocr'])
    expect(await projection('reborn', 'reborn-bot')).toEqual(await folded('reborn', 'reborn-bot'))
    const lines = linesOf(await issueFor(contextOf(db), 'reborn', '2026-10')).filter(([kind]) => kind !== 'skill')
    expect(lines.map(([kind, , detail]) => [kind, detail])).toEqual([
      ['setup_fee', ''],
      ['tenant_fee', '15/31'],
    ])
  })
})
