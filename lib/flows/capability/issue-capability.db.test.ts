import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { contextOf, machine, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { createCapabilitySigner } from '@/lib/capability/signer'
import { readCapability } from '@/lib/core/gate/capability'
import { isRefused } from '@/lib/core/refusal'
import { plantHalt } from '@/lib/flows/outbox/testing/plant-halt'
import { newEd25519Key } from '@/lib/platform/ed25519-key'
import { capabilityAudience, issueCapability } from './issue-capability'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const issuer = 'https://billing.example'
const wiring = { signer: await createCapabilitySigner(newEd25519Key()), issuer }
const ctx = contextOf(db, machine())

const read = (token: string) => {
  const by = { now: today, issuer, audience: capabilityAudience, leewaySeconds: 0 }
  const capability = readCapability(decodeJwt(token), by)
  if (isRefused(capability)) throw new Error(capability.sentence)
  return capability
}

describe('a capability', () => {
  it('says what the gate says, halted or not, for five minutes', async () => {
    await makeOrg(db, 'planted')
    await plantHalt(ownerSql, { org: 'planted', halted: true, cell: 'zurich', at: today })
    const { token, expiresAt } = await issueCapability(ctx, wiring, 'planted')
    expect(expiresAt.toString()).toBe('2026-11-21T10:05:00Z')
    expect(read(token)).toMatchObject({
      org: 'planted',
      biller: 'prepaid',
      halted: true,
      haltReason: 'credits_used_up',
      limits: {
        concurrency: 5,
        maxDiskMb: 20480,
        maxMemoryMb: null,
        maxVcpus: null,
        currency: 'CHF',
        remaining: '0.000000000000',
      },
      expiresAt,
    })
    await plantHalt(ownerSql, { org: 'planted', halted: false, cell: 'zurich', at: today })
    const after = read((await issueCapability(ctx, wiring, 'planted')).token)
    expect([after.halted, after.haltReason]).toEqual([false, null])
  })

  it('is of a gate that was projected for now: one that is missing or past its time is projected first', async () => {
    await makeOrg(db, 'fresh')
    expect(read((await issueCapability(ctx, wiring, 'fresh')).token)).toMatchObject({
      biller: 'invoice',
      halted: false,
    })
    await ownerSql`update org_gates set halted = true, valid_until = ${today.toString()} where org_id = 'fresh'`
    expect(read((await issueCapability(ctx, wiring, 'fresh')).token).halted).toBe(false)
  })

  it('ends where what it says stops being true sooner', async () => {
    await makeOrg(db, 'ending')
    await plantHalt(ownerSql, { org: 'ending', halted: false, cell: null, at: today })
    const until = async (seconds: number) => {
      await ownerSql`update org_gates set valid_until = ${today.add({ seconds }).toString()} where org_id = 'ending'`
      return (await issueCapability(ctx, wiring, 'ending')).expiresAt.since(today).total('seconds')
    }
    expect([await until(42), await until(299), await until(301)]).toEqual([42, 299, 300])
  })

  it('is given to machines that may ask the gate, for orgs they may see, where there is a key', async () => {
    await makeOrg(db, 'seen')
    const as = (actor: typeof ctx.actor, org = 'seen') => codeOf(issueCapability(contextOf(db, actor), wiring, org))
    expect(await as(machine('seen'))).toBe('ok')
    expect(await as(machine('other'))).toBe('not_found')
    expect(await as(payer('seen'))).toBe('forbidden')
    expect(await as({ kind: 'nobody' })).toBe('unauthenticated')
    expect(await as(machine(), 'no-such-org')).toBe('unknown_org')
    expect(await codeOf(issueCapability(ctx, { signer: null, issuer }, 'seen'))).toBe('mode_off')
  })
})
