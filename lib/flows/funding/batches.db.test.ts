import { beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '@/db/commands/verify-audit'
import { findAccount } from '@/db/queries/accounts'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { releaseReservation } from '@/lib/flows/gate/release-reservation'
import { inTurn } from '@/lib/platform/turns'
import { grantCredit } from './grant-credit'
import { takeBackCredit } from './take-back-credit'
import { charge, hold, machineAt } from './testing/charging'
import { disagreements, wrongGates } from './testing/disagreements'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const machine = machineAt(db)
const at = today.toString()

beforeAll(() => preparePlatform(db))

/** Asks for everything while somebody else has the turn, so that it waits together. */
const together = async <T>(org: string, ask: () => readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> => {
  let letGo = (): void => {}
  const end = new Promise<void>((done) => {
    letGo = done
  })
  await new Promise<void>((begun) => {
    inTurn(db.$client, org, () => {
      begun()
      return end
    })
  })
  const asked = Promise.allSettled(ask())
  letGo()
  return asked
}

const give = (org: string, reference: string, money: string, asset = 'CHF') =>
  grantCredit(ctx, org, {
    origin: 'admin',
    asset,
    priority: 0,
    expiresAt: null,
    note: '',
    amount: amount(money),
    reference,
  })

const outcomes = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as { code?: string }).code))

const agrees = async (org: string) => {
  expect(await disagreements(ownerSql)).toEqual([])
  expect(await wrongGates(db, [org], today)).toEqual([])
}

describe('changes of an organization that wait for the same turn', () => {
  it('are decided each on what those before it leave', async () => {
    const org = 'one-call'
    await makeFunded(db, org, 'prepaid')
    const { grant } = await give(org, 'first', '1')
    const take = (reference: string) =>
      takeBackCredit(ctx, org, { grant, amount: pico(amount('0.4')), kind: 'adjustment', reference, note: '' })
    const answers = await together<object>(org, () => [
      ...Array.from({ length: 20 }, (_, place) => give(org, `give-${place}`, '0.5')),
      ...['t1', 't2', 't3', 't4'].map(take),
    ])
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([])
    // Of 1.00, 0.40 were taken twice, then what was left of it, and then nothing.
    const taken = answers
      .slice(20)
      .map((each) => (each.status === 'fulfilled' ? Reflect.get(each.value, 'taken') : null))
    expect(taken.toSorted().toReversed()).toEqual([amount('0.4'), amount('0.4'), amount('0.2'), 0n])
    expect(await booksOf(db, org)).toMatchObject({ granted: amount('11'), refunded: amount('1') })
    await agrees(org)
  })

  it('are recorded by one write, each at its own place', async () => {
    const org = 'one-write'
    await makeFunded(db, org, 'prepaid')
    const { grant } = await give(org, 'first', '1')
    const take = (reference: string) =>
      takeBackCredit(ctx, org, { grant, amount: pico(amount('0.1')), kind: 'adjustment', reference, note: '' })
    await together(org, () => ['a', 'b', 'c'].map((each) => give(org, each, '0.5')))
    const [given] = await ownerSql`
      select count(*)::int as entries, count(distinct xmin::text)::int as writes from ledger_entries
       where org_id = ${org} and reference <> 'first'`
    expect(given).toEqual({ entries: 3, writes: 1 })
    await together(org, () => ['t', 'u'].map(take))
    const [row] = await ownerSql`
      select count(distinct l.sequence)::int as places, max(l.sequence) = max(a.sequence) as last
        from ledger_entries l join org_accounts a using (org_id) where org_id = ${org}`
    expect(row).toEqual({ places: 6, last: true })
    expect(await verifyAudit(db, 1000, today)).toBeGreaterThan(0)
    await agrees(org)
  })

  it('release a reservation once, even if others release it or another one at the same time', async () => {
    const org = 'releases'
    await makeFunded(db, org, 'prepaid', '1')
    for (const id of ['a', 'b', 'c']) expect(await hold(machine, org, id, '2')).toBe('reserved')
    const answers = await together(org, () => ['a', 'b', 'b', 'a'].map((id) => releaseReservation(machine, org, id)))
    expect(outcomes(answers)).toEqual(['released', 'released', 'released', 'released'])
    expect(await booksOf(db, org)).toMatchObject({ held: amount('0.1') })
    await agrees(org)
  })

  it('of which one is refused, repeated or of another input leave the others as they are', async () => {
    const org = 'mixed'
    await makeFunded(db, org, 'prepaid')
    await give(org, 'known', '2')
    const answers = await together(org, () => [
      give(org, 'a', '1'),
      give(org, 'foreign', '1', 'EUR'),
      give(org, 'known', '2'),
      give(org, 'b', '1'),
      give(org, 'b', '1'),
      give(org, 'known', '3'),
      give(org, 'c', '1'),
    ])
    const told = outcomes(answers).map((each) => (typeof each === 'object' ? Reflect.get(each ?? {}, 'outcome') : each))
    expect(told).toEqual([
      'granted',
      'currency_mixed',
      'repeated',
      'granted',
      'repeated',
      'idempotency_mismatch',
      'granted',
    ])
    expect(await booksOf(db, org)).toMatchObject({ granted: amount('5') })
    await agrees(org)
  })

  it('of which one cannot be written at all are written without it', async () => {
    const org = 'too-much'
    await makeFunded(db, org, 'prepaid')
    const answers = await together(org, () => [
      give(org, 'a', '1'),
      give(org, 'huge', `1${'0'.repeat(60)}`),
      give(org, 'b', '1'),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await booksOf(db, org)).toMatchObject({ granted: amount('2') })
    await agrees(org)
  })

  it('pay what waits once, after all of them', async () => {
    const org = 'owing'
    await makeFunded(db, org, 'prepaid')
    for (let place = 0; place < 5; place += 1) {
      expect(await charge(machine, org, { key: `k${place}`, quantity: '10', at })).toBe('payment_required')
    }
    const answers = await together(org, () => Array.from({ length: 8 }, (_, place) => give(org, `g${place}`, '0.5')))
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([])
    const { account } = (await findAccount(db, org)) ?? {}
    expect(account?.short).toBe(false)
    expect(await booksOf(db, org)).toMatchObject({ granted: amount('4'), used: amount('2.5') })
    await agrees(org)
  })
})

describe('starts of an organization that wait for the same turn', () => {
  it('hold what there is in their order, and those that it does not cover are refused', async () => {
    const org = 'starts'
    await makeFunded(db, org, 'prepaid', '0.5')
    const answers = await together(org, () => [
      ...Array.from({ length: 12 }, (_, place) => hold(machine, org, `h${place}`, '1')),
      hold(machine, org, 'h0', '1'),
      hold(machine, org, 'h1', '2'),
    ])
    const reserved = Array.from({ length: 10 }, () => 'reserved')
    expect(outcomes(answers)).toEqual([
      ...reserved,
      'payment_required',
      'payment_required',
      'repeated',
      'idempotency_mismatch',
    ])
    expect(await booksOf(db, org)).toMatchObject({ held: amount('0.5') })
    await agrees(org)
  })

  it('are held by one write, and one that is held by somebody else leaves the others as they are', async () => {
    const org = 'one-hold'
    await makeFunded(db, org, 'prepaid', '5')
    const ask = (ids: readonly string[]) => together(org, () => ids.map((id) => hold(machine, org, id, '1')))
    expect(outcomes(await ask(['h1', 'h2', 'h3']))).toEqual(['reserved', 'reserved', 'reserved'])
    expect(outcomes(await ask(['h4', 'h2', 'h5']))).toEqual(['reserved', 'repeated', 'reserved'])
    const rows = await ownerSql`
      select reservation_id as id, dense_rank() over (order by xmin::text::bigint)::int as write
        from reservations where org_id = ${org} order by reservation_id`
    expect(rows.slice(0, 3).map(({ write }) => write)).toEqual([1, 1, 1])
    expect(rows).toHaveLength(5)
    await agrees(org)
  })

  it('wait for credit that comes before them, and are decided on it', async () => {
    const org = 'then-starts'
    await makeFunded(db, org, 'prepaid')
    const answers = await together<unknown>(org, () => [
      give(org, 'credit', '0.1'),
      hold(machine, org, 'h1', '1'),
      hold(machine, org, 'h2', '1'),
      hold(machine, org, 'h3', '1'),
    ])
    expect(outcomes(answers).slice(1)).toEqual(['reserved', 'reserved', 'payment_required'])
    await agrees(org)
  })
})
