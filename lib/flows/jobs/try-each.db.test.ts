import { describe, expect, it } from 'vitest'
import { retryNow } from '@/db/commands/retries'
import { listRetries } from '@/db/queries/retries'
import { contextOf, machine, preparePlatform } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { retryWaits } from '@/lib/core/jobs/retry'
import { charge, machineAt } from '@/lib/flows/funding/testing/charging'
import { disagreements } from '@/lib/flows/funding/testing/disagreements'
import { Refusal } from '@/lib/platform/errors'
import { tryEach } from './try-each'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db, machine())
const later = (seconds: number) => contextOf(db, machine(), ctx.now.add({ seconds }))

describe('work that fails', () => {
  it('stops no other, waits longer each time, is listed with its reason, and is forgotten when it succeeds', async () => {
    const work = ['bad', 'good', 'not-yet'].map((reference) => ({ org: 'acme', reference, item: reference }))
    const act = async (item: string) => {
      if (item === 'bad') throw new Error('it broke\nbadly')
      return item === 'good'
    }
    for (const seconds of [0, 10, 30]) expect(await tryEach(later(seconds), 'recharge', work, act)).toBe(1)
    const rows = await ownerSql`
      select reference, attempts, extract(epoch from next_at - last_at)::int as wait, error from retries order by 1`
    expect([...rows]).toEqual([
      { reference: 'bad', attempts: 3, wait: retryWaits[2], error: 'it broke badly' },
      { reference: 'not-yet', attempts: 3, wait: retryWaits[2], error: '' },
    ])
    expect((await listRetries(db, later(60).now, 10)).rows.map(({ reference }) => reference)).toEqual(['bad'])
    expect(await tryEach(later(60), 'recharge', work, async () => true)).toBe(3)
    expect(await listRetries(db, ctx.now, 10)).toEqual({ count: 0, rows: [] })
  })

  it('waits but for a little while what it needs is away, and is not given up for that', async () => {
    const work = [{ org: 'acme', reference: 'away', item: '' }]
    for (let attempt = 0; attempt < retryWaits.length + 5; attempt += 1) {
      await tryEach(ctx, 'dunning', work, async () => {
        throw new Refusal('stripe_unavailable', 'Stripe could not be reached.')
      })
    }
    const [row] = (await listRetries(db, ctx.now, 10)).rows
    expect(row).toMatchObject({ attempts: 1, error: 'Stripe could not be reached.' })
    expect(row?.nextAt?.since(row.lastAt).total('seconds')).toBe(30)
    await tryEach(ctx, 'dunning', work, async () => true)
  })

  it('is left to a person after the last wait, who makes it due at once', async () => {
    const work = [{ org: 'acme', reference: 'hopeless', item: '' }]
    const fail = async () => 'It cannot be.'
    for (let attempt = 0; attempt <= retryWaits.length; attempt += 1) await tryEach(ctx, 'refund', work, fail)
    expect((await listRetries(db, ctx.now, 10)).rows).toMatchObject([{ attempts: retryWaits.length + 1, nextAt: null }])
    expect(await retryNow(db, 'refund', { org: 'acme', reference: 'hopeless' }, ctx.now, null)).toBe('due')
    expect(await retryNow(db, 'refund', { org: 'acme', reference: 'none' }, ctx.now, null)).toBe('unknown')
    expect((await listRetries(db, ctx.now, 10)).rows[0]?.nextAt?.toString()).toBe(ctx.now.toString())
    expect((await listRetries(db, ctx.now.add({ hours: 3 }), 10)).count).toBe(0)
  })
})

describe('usage that waits for funds', () => {
  /** As much of it as is told, older than anything else. */
  const olderOnes = async (org: string, count: number) => {
    await ownerSql`
      insert into unfunded_usage (org_id, idempotency_key, input_hash, event, amount, sequence, day_on, price_book,
        price_version, units, reason, attempts, first_at, last_at)
      select org_id, 'old-' || n, input_hash, event, amount, 0, day_on, price_book, price_version, units, reason, attempts,
             first_at - interval '1 day' + n * interval '1 s', last_at
        from unfunded_usage, generate_series(1, ${count}) n
       where org_id = ${org} and idempotency_key = 'one'`
  }
  const charged = async (org: string) => {
    const rows = await ownerSql`select idempotency_key as key from usage_events where org_id = ${org} order by 1`
    return rows.map(({ key }) => key as string)
  }
  const reportOf = (org: string, key: string, quantity: string) =>
    charge(machineAt(db, ctx.now), org, { key, quantity, at: ctx.now.toString() })
  const standingOf = async (org: string) => {
    const [row] = await ownerSql`
      select g.halted, g.remaining::text, (select count(*)::int from unfunded_usage u
          where u.org_id = g.org_id and u.charged_at is null) as waiting from org_gates g where org_id = ${org}`
    return row
  }

  it('is paid oldest first however much of it there is, in parts, and starves no other organization', async () => {
    await makeFunded(db, 'greedy', 'prepaid', '1')
    await makeFunded(db, 'modest', 'prepaid', '1')
    expect(await reportOf('greedy', 'one', '40')).toBe('payment_required')
    await olderOnes('greedy', 700)
    expect(await reportOf('modest', 'm', '5000')).toBe('payment_required')
    await giveCredit(contextOf(db), 'modest', '1000')
    expect(await charged('modest')).toEqual(['m'])
    // Of seven hundred of 2.00 and one of which 1.00 is paid, 301 francs pay a hundred and fifty and a half.
    await giveCredit(contextOf(db), 'greedy', '301')
    expect((await charged('greedy')).length).toBe(150)
    expect(await standingOf('greedy')).toMatchObject({ halted: true, waiting: 551 })
    const [next] =
      await ownerSql`select paid::text from unfunded_usage where org_id = 'greedy' and idempotency_key = 'old-151'`
    expect(next?.paid).toBe('1.000000000000')
    await giveCredit(contextOf(db), 'greedy', '1100')
    expect(await standingOf('greedy')).toEqual({ halted: true, remaining: '0.000000000000', waiting: 0 })
    await giveCredit(contextOf(db), 'greedy', '1')
    expect(await standingOf('greedy')).toMatchObject({ halted: false, remaining: '1.000000000000' })
    expect(await disagreements(ownerSql)).toEqual([])
  })
})
