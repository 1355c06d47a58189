import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Db, disconnect } from '@/db/client'
import { type BackendKiller, startKilling } from '@/db/testing/backend-killer'
import {
  admin,
  at,
  contextOf,
  issueFor,
  linesOf,
  machine,
  makeOrg,
  preparePlatform,
  today,
  usageEvent,
} from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { expireCreditOf } from '@/lib/flows/funding/expire-credit'
import { takeBackCredit } from '@/lib/flows/funding/take-back-credit'
import { byClients, openDesks } from '@/lib/flows/funding/testing/desks'
import { disagreements, wrongGates } from '@/lib/flows/funding/testing/disagreements'
import { makeSubscribed, planStartedAt, preparePlans } from '@/lib/flows/funding/testing/plans'
import { verifyInvoice } from '@/lib/flows/invoices/verify-invoice'
import { resetWeek } from '@/lib/flows/plans/reset-week'
import { checkDocument } from '@/lib/pdf/check-document'
import { Refusal } from '@/lib/platform/errors'
import { size } from '@/lib/testing/size'
import { amendUsage, takeBackUsage } from './change-usage'
import { recordUsageBatch } from './record-usage-batch'

const { url, db, ownerSql } = await testDatabase()
const desks = openDesks(url, 2, 8)
const ctx = contextOf(db)
let turns = 0
const desk = (): Db => {
  turns += 1
  return desks[turns % desks.length] ?? db
}
const rounds = size(60)

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [100])
})

const codeOf = (error: unknown): string => (error instanceof Refusal ? error.code : `failed: ${error}`)
const use = async (org: string, key: string, quantity: string, usedAt = today.toString(), on = desk()) => {
  const { results } = await recordUsageBatch(contextOf(on, machine()), [usageEvent(org, { key, quantity, at: usedAt })])
  const [result] = results
  return result?.outcome === 'refused' ? result.refusal.code : `${result?.outcome}`
}
const back = (org: string, key: string, on = desk()): Promise<string> =>
  takeBackUsage(contextOf(on, machine()), { org, key, reason: '' }).then(({ kind }) => kind, codeOf)
const amend = (org: string, key: string, quantity: string): Promise<string> =>
  amendUsage(contextOf(desk(), machine()), {
    org,
    key,
    reason: '',
    to: { quantity: parseDecimal(quantity, 12) ?? 0n },
    changeKey: '',
  }).then(({ kind }) => kind, codeOf)

const expectAgreement = async (...orgs: string[]) => {
  expect(await disagreements(ownerSql)).toEqual([])
  expect(await wrongGates(db, orgs, today)).toEqual([])
}
const grantsOf = async (org: string) =>
  (
    await ownerSql<{ remaining: string; used: string }[]>`
      select trim_scale(remaining)::text as remaining, trim_scale(used)::text as used from credit_grants
       where org_id = ${org} order by sequence`
  ).map(({ remaining, used }) => [remaining, used])
const changesOf = async (org: string) =>
  [
    ...(await ownerSql<{ count: number; keys: number }[]>`
      select count(*)::int as count, count(distinct idempotency_key)::int as keys from usage_changes
       where org_id = ${org} and kind = 'taken_back'`),
  ][0]

describe('usage that is taken back while much happens', () => {
  it('is counted once and taken back once, however often both are asked for at once', async () => {
    await makeFunded(db, 'both', 'prepaid', '5')
    for (let round = 0; round < rounds; round += 1) {
      const key = `k${round}`
      const answers = await Promise.all([
        use('both', key, '40'),
        back('both', key),
        use('both', key, '40'),
        back('both', key),
        amend('both', key, '20'),
        use('both', `other${round}`, '1'),
        back('both', key),
      ])
      expect(answers.filter((answer) => answer.startsWith('failed'))).toEqual([])
      await back('both', key)
      await back('both', `other${round}`)
    }
    expect(await grantsOf('both')).toEqual([['5', '0']])
    expect(await changesOf('both')).toEqual({ count: 2 * rounds, keys: 2 * rounds })
    await expectAgreement('both')
  })

  it('gives back exactly what was drawn beside charges, refunds and what expires', async () => {
    await makeFunded(db, 'busy', 'prepaid', '1000')
    const earlier = contextOf(db, admin, at('2026-11-21T07:00:00Z'))
    const expiring = await giveCredit(earlier, 'busy', '2', { expiresAt: at('2026-11-21T09:00:00Z') })
    const grant = await giveCredit(ctx, 'busy', '20')
    for (let round = 0; round < rounds; round += 1) {
      const key = `k${round}`
      // Used while the credit that is over was alive.
      await use('busy', key, '10', '2026-11-21T08:00:00Z')
      const answers = await Promise.all([
        back('busy', key),
        use('busy', `new${round}`, '7'),
        expireCreditOf(contextOf(desk()), 'busy').then(() => 'expired'),
        takeBackCredit(contextOf(desk()), 'busy', {
          grant,
          amount: pico(parseDecimal('0.1', 12) ?? 0n),
          kind: 'refund',
          reference: `refund-${round}`,
          note: '',
        }).then(() => 'refunded'),
        back('busy', key),
      ])
      expect(answers).toEqual(['taken_back', 'accepted', 'expired', 'refunded', 'taken_back'])
    }
    const [row] = await ownerSql`
      select trim_scale(used)::text as used, trim_scale(expired)::text as expired from credit_grants
       where grant_id = ${expiring}`
    expect(row).toEqual({ used: '0', expired: '2' })
    await expectAgreement('busy')
  })

  it('gives back to the week that it was drawn from, whichever that is when the week turns', async () => {
    await makeSubscribed(db, 'turning', 100, '1000')
    for (let round = 0; round < rounds; round += 1) {
      const answers = await Promise.all([
        use('turning', `k${round}`, '30'),
        resetWeek(ctx, 'turning', planStartedAt.add({ minutes: round + 1 })).then(() => 'turned'),
        back('turning', `k${round - 1}`),
        use('turning', `stays${round}`, '1'),
      ])
      expect(answers.filter((answer) => answer.startsWith('failed'))).toEqual([])
    }
    await back('turning', `k${rounds - 1}`)
    const [row] = await ownerSql`
      select trim_scale(sum(used))::text as used from (
        select used from quota_weeks where org_id = 'turning'
        union all select used from credit_grants where org_id = 'turning') u`
    expect(row?.used).toBe(String(rounds))
    await expectAgreement('turning')
  })

  it('is compensated before its month is invoiced or corrected after it, never both and never neither', async () => {
    const december = contextOf(db, admin, at('2026-12-03T10:00:00Z'))
    const seen = new Set<boolean>()
    for (let round = 0; round < Math.max(8, rounds); round += 1) {
      const org = `month-${round}`
      await makeOrg(db, org)
      await use(org, 'stays', '10', '2026-10-10T10:00:00Z')
      await use(org, 'k', '40', '2026-10-15T10:00:00Z')
      const [first, answer] = await Promise.all([
        issueFor(ctx, org, '2026-10'),
        sleep(round % 4).then(() => takeBackUsage(contextOf(desk(), machine()), { org, key: 'k', reason: '' })),
      ])
      await use(org, 'new', '100', '2026-11-02T10:00:00Z')
      const second = await issueFor(december, org, '2026-11')
      const after = 'invoiced' in answer && answer.invoiced
      seen.add(after)
      expect(linesOf(first).map(([, , , quantity]) => quantity)).toEqual([after ? '50' : '10'])
      expect(linesOf(second).map(([, , , quantity]) => quantity)).toEqual(after ? ['100', '-40'] : ['100'])
      for (const { invoiceId } of [first, second]) {
        expect(await verifyInvoice(ctx, checkDocument, org, invoiceId)).toMatchObject({ identical: true })
      }
    }
    expect(seen.size).toBeGreaterThan(0)
  })
})

describe('usage that is taken back while connections of the database are ended', () => {
  const killer = connect({ url, role: 'owner', connections: 1, applicationName: 'killer' })
  let killing: BackendKiller
  afterAll(() => disconnect(killer))

  /** Asks, and asks again where the portal says that it cannot be reached, as callers do on a 503. */
  const settles = async (ask: () => Promise<string>): Promise<string> => {
    for (;;) {
      const answer = await ask().catch(codeOf)
      if (answer === 'unavailable') continue
      killing.answered()
      return answer
    }
  }

  it('is taken back once, and everything that was drawn is there again', async () => {
    await makeFunded(db, 'killed', 'prepaid', '100')
    const keys = Array.from({ length: rounds }, (_, place) => `k${place}`)
    killing = startKilling(killer.$client, 2)
    const answers = await byClients(
      4,
      keys.map((key) => async () => {
        const told = await settles(() => use('killed', key, '1'))
        const changed = await settles(() => amend('killed', key, '2'))
        const gone = [await settles(() => back('killed', key)), await settles(() => back('killed', key))]
        return [told === 'accepted' || told === 'repeated', changed, ...gone].join(' ')
      }),
    )
    expect(await killing.stop()).toBeGreaterThan(0)
    expect(new Set(answers)).toEqual(new Set(['true amended taken_back taken_back']))
    expect(await grantsOf('killed')).toEqual([['100', '0']])
    expect(await changesOf('killed')).toEqual({ count: keys.length, keys: keys.length })
    await expectAgreement('killed')
  })
})
