import { beforeAll, describe, expect, it } from 'vitest'
import { findAccount } from '@/db/queries/accounts'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
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
