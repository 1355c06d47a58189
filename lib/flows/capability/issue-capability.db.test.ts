import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { contextOf, machine, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { createCapabilitySigner } from '@/lib/capability/signer'
import { readCapability } from '@/lib/core/gate/capability'
import { isRefused } from '@/lib/core/refusal'
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
    await makeFunded(db, 'spent', 'prepaid')
    const { token, expiresAt } = await issueCapability(ctx, wiring, 'spent')
    expect(expiresAt.toString()).toBe('2026-11-21T10:05:00Z')
    expect(read(token)).toMatchObject({
      org: 'spent',
      biller: 'prepaid',
      halted: true,
      haltReason: 'credits_used_up',
      limits: { concurrency: 5, maxDiskMb: 20480, maxMemoryMb: null, currency: 'CHF', remaining: '0.00' },
      expiresAt,
    })
    await giveCredit(contextOf(db), 'spent', '12.5')
    const after = read((await issueCapability(ctx, wiring, 'spent')).token)
    expect([after.halted, after.haltReason, after.limits.remaining]).toEqual([false, null, '12.50'])
  })

  it('is of a gate that holds now: one that is missing, past its time or of another account is projected first', async () => {
    await makeOrg(db, 'fresh')
    const issued = async () => read((await issueCapability(ctx, wiring, 'fresh')).token)
    expect(await issued()).toMatchObject({ biller: 'invoice', halted: false })
    await ownerSql`update org_gates set halted = true, valid_until = ${today.toString()} where org_id = 'fresh'`
    expect((await issued()).halted).toBe(false)
    await ownerSql`update org_gates set halted = true, version = version - 1 where org_id = 'fresh'`
    expect((await issued()).halted).toBe(false)
  })

  it('ends where what it says stops being true sooner', async () => {
    await makeOrg(db, 'ending')
    await issueCapability(ctx, wiring, 'ending')
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
