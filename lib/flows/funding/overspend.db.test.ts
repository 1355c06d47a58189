import { beforeAll, describe, expect, it } from 'vitest'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, cardOnFile, giveCredit, makeFunded } from '@/db/testing/funds'
import { randomOf, shuffled } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import { pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { releaseReservation } from '@/lib/flows/gate/release-reservation'
import { size } from '@/lib/testing/size'
import { recordPaymentMethod } from './record-payment-method'
import { writeFundingSettings } from './save-funding'
import { charge, hold, machineAt } from './testing/charging'
import { byClients, openDesks, tally } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'

const { url, db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const desks = openDesks(url, 4, 6)
const seed = Math.floor(Math.random() * 2 ** 31)
const random = randomOf(seed)
const now = today.toString()

beforeAll(() => preparePlatform(db))

/** Charges and holds of one document unit each, mixed, from all desks and many clients at once. */
const rush = (org: string, each: number, prefix = '') => {
  const jobs = Array.from({ length: each * 2 }, (_, place) => {
    const desk = machineAt(desks[place % desks.length] ?? db)
    return place < each
      ? () => charge(desk, org, { key: `${prefix}u${place}`, quantity: '1', at: now })
      : () => hold(desk, org, `${prefix}h${place}`, '1')
  })
  return byClients(64, shuffled(jobs, random))
}

const passedOf = (answers: readonly string[]) =>
  answers.filter((answer) => answer === 'accepted' || answer === 'reserved').length

const expectAgreement = async (org: string) => {
  expect(await disagreements(ownerSql), `seed ${seed}`).toEqual([])
  expect(await wrongGates(db, [org], today), `seed ${seed}`).toEqual([])
}

const covered = size(1000, 200)
const funds = amount('0.05') * BigInt(covered)

describe(`${2 * covered} charges and holds at once, on funds for ${covered}`, () => {
  it('pass as often as there are funds, exactly, and the rest are told that payment is required', async () => {
    await makeFunded(db, 'crowd', 'prepaid')
    const parts = ['0.35', '1.65', '1.05', '1.9', '2.45'].map(amount)
    const rest = funds - parts.reduce((sum, each) => sum + each)
    for (const [place, part] of [...parts, rest].entries()) {
      const expiresAt = place % 2 ? today.add({ hours: 24 * place }) : null
      await giveCredit(ctx, 'crowd', formatDecimal(part, picoPlaces), { priority: place % 3, expiresAt })
    }
    const answers = await rush('crowd', covered)
    expect(passedOf(answers), `seed ${seed}`).toBe(covered)
    expect(tally(answers).payment_required, `seed ${seed}`).toBe(covered)
    const books = await booksOf(db, 'crowd')
    expect(books).toMatchObject({ granted: funds, remaining: 0n })
    expect((books.used ?? 0n) + (books.held ?? 0n)).toBe(funds)
    await expectAgreement('crowd')
  })

  it('hold nothing back in the end: settled or released, every hold is spent or free again, once', async () => {
    const open = await ownerSql<{ id: string }[]>`
      select reservation_id as id from reservations where org_id = 'crowd' and state = 'open'`
    const jobs = open.map(({ id }, place) => {
      const deskOf = (shift: number) => machineAt(desks[(place + shift) % desks.length] ?? db)
      // All of it or less, by one event or by two that name the same hold, or given back at the same time.
      const quantity = place % 2 ? '1' : '0.4'
      const settle = (key: string, shift: number) =>
        charge(deskOf(shift), 'crowd', { key: `${key}-${id}`, quantity, at: now, reservation: id })
      const release = (shift: number) => releaseReservation(deskOf(shift), 'crowd', id)
      return async (): Promise<void> => {
        if (place % 3 === 0) await Promise.all([settle('s', 0), settle('t', 1), settle('s', 2)])
        else if (place % 3 === 1) await Promise.all([release(0), release(1)])
        else await Promise.all([release(0), settle('s', 1)])
      }
    })
    await byClients(12, shuffled(jobs, random))
    const [row] = await ownerSql<{ open: number }[]>`
      select count(*)::int as open from reservations where org_id = 'crowd' and state = 'open'`
    expect(row).toEqual({ open: 0 })
    const books = await booksOf(db, 'crowd')
    expect(books.held).toBe(0n)
    expect((books.used ?? 0n) + (books.remaining ?? 0n)).toBe(funds)
    await expectAgreement('crowd')
  })
})

describe('the same with fewer, where other sources pay', () => {
  it('never puts more onto the bill than the cap', async () => {
    await makeFunded(db, 'capped', 'free_credit', '2.5')
    await recordPaymentMethod(ctx, 'capped', cardOnFile())
    await writeFundingSettings(ctx, 'capped', { spendCap: pico(amount('7.5')) })
    const answers = await rush('capped', 200)
    expect(passedOf(answers), `seed ${seed}`).toBe(200)
    await expectAgreement('capped')
    // What could not be paid goes onto the bill first, and then as much as fifty more come to.
    const [owed] = await ownerSql`select sum(amount - paid)::text as left from unfunded_usage where org_id = 'capped'`
    await writeFundingSettings(ctx, 'capped', { spendCap: pico(amount('10') + amount(owed?.left)) })
    expect(passedOf(await rush('capped', 100, 'more-')), `seed ${seed}`).toBe(50)
    await expectAgreement('capped')
  })

  it('never uses more free units than there are', async () => {
    await makeFunded(db, 'units', 'linked', '200')
    expect(passedOf(await rush('units', 200)), `seed ${seed}`).toBe(200)
    await expectAgreement('units')
  })
})
