import { describe, expect, it } from 'vitest'
import { findCell } from '@/db/queries/cells'
import { findAuditBreak } from '@/db/queries/platform'
import { type admin, contextOf, machine, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { plantCell } from '@/lib/flows/outbox/testing/plant-halt'
import { cellsOverview, orgDeliveries } from '@/lib/reads/cells'
import { newSigningSecret } from '@/lib/webhooks/signing-key'
import { saveCell } from './save-cell'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const url = 'https://cell.example/commands'

describe('setting up a cell', () => {
  it('answers the secret that was made for it once, and keeps it when the URL changes', async () => {
    const first = await saveCell(ctx, 'zurich-1', { url, secret: null })
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await findCell(db, 'zurich-1')).toMatchObject({ url, secret: first.secret })
    const moved = await saveCell(ctx, 'zurich-1', { url: `${url}/v2`, secret: null })
    expect(moved).toEqual({ cell: 'zurich-1', url: `${url}/v2`, secret: null })
    expect(await findCell(db, 'zurich-1')).toMatchObject({ url: `${url}/v2`, secret: first.secret })
  })

  it('takes a secret that is given, and answers it to nobody', async () => {
    const secret = newSigningSecret()
    expect((await saveCell(ctx, 'given', { url, secret })).secret).toBeNull()
    expect((await findCell(db, 'given'))?.secret).toBe(secret)
    expect(JSON.stringify(await cellsOverview(ctx))).not.toContain(secret.slice(6, 20))
    const kept = await ownerSql`select before, after from audit_log where action = 'cell.save'`
    expect(kept.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).not.toContain('whsec_')
  })

  it('of sixteen first calls at once makes one secret, and answers it once', async () => {
    const calls = Array.from({ length: 16 }, () => saveCell(ctx, 'race', { url, secret: null }))
    const answered = (await Promise.all(calls)).flatMap(({ secret }) => (secret === null ? [] : [secret]))
    expect(answered).toEqual([(await findCell(db, 'race'))?.secret])
  })

  it('refuses addresses that nothing is sent to, and secrets that cannot sign', async () => {
    for (const bad of [
      'http://169.254.169.254/',
      'http://[fe80::1]/',
      'ftp://cell.example/',
      'https://a:b@cell.example/',
    ]) {
      expect([bad, await codeOf(saveCell(ctx, 'bad', { url: bad, secret: null }))]).toEqual([bad, 'invalid_request'])
    }
    expect(await codeOf(saveCell(ctx, 'bad', { url, secret: 'whsec_short' }))).toBe('invalid_request')
    expect(await findCell(db, 'bad')).toBeNull()
  })

  it('is for administrators, and for keys of the whole platform with the scope', async () => {
    await makeOrg(db, 'customer')
    const as = (actor: typeof admin) => codeOf(saveCell(contextOf(db, actor), 'asked', { url, secret: null }))
    expect(await as(payer('customer'))).toBe('not_found')
    expect(await as(machine('customer'))).toBe('forbidden')
    expect(await as({ kind: 'machine', keyId: 'k', scopes: ['usage:write'], org: null })).toBe('missing_scope')
    expect(await as({ kind: 'nobody' })).toBe('unauthenticated')
    expect(await as(machine())).toBe('ok')
    expect(await codeOf(cellsOverview(contextOf(db, machine('customer'))))).toBe('forbidden')
    expect(await codeOf(orgDeliveries(contextOf(db, payer('customer')), 'customer'))).toBe('not_found')
    expect(await codeOf(orgDeliveries(contextOf(db, machine('customer')), 'customer'))).toBe('ok')
    expect(await codeOf(orgDeliveries(ctx, 'nobody'))).toBe('unknown_org')
    expect(await findAuditBreak(db)).toBeNull()
  })
})

it('a cell is shown with the last thing it was told, and an org with everything', async () => {
  await makeOrg(db, 'told')
  await plantCell(ownerSql, 'busy', url, newSigningSecret())
  for (const [generation, outcome] of [
    [1, 'failed'],
    [1, 'acknowledged'],
  ] as const) {
    await ownerSql`
      insert into cell_deliveries (message_id, cell, org_id, command, generation, attempted_at, status, outcome)
      values (${`cmd_told_${generation}`}, 'busy', 'told', 'halt', ${generation}, ${today.toString()}, 204, ${outcome})`
  }
  const delivery = {
    messageId: 'cmd_told_1',
    cell: 'busy',
    org: 'told',
    command: 'halt',
    generation: 1,
    attemptedAt: today.toString(),
    status: 204,
    error: '',
  }
  const cells = await cellsOverview(ctx)
  expect(cells.find(({ cell }) => cell === 'busy')?.lastDelivery).toEqual({ ...delivery, outcome: 'acknowledged' })
  expect(cells.find(({ cell }) => cell === 'given')?.lastDelivery).toBeNull()
  expect(await orgDeliveries(ctx, 'told')).toEqual([
    { ...delivery, outcome: 'acknowledged' },
    { ...delivery, outcome: 'failed' },
  ])
})
