import { expect, it } from 'vitest'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { type TakeBack, takeBackCredit } from './take-back-credit'
import { charge, machineAt } from './testing/charging'

const { db } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)

const orderOf = (grant: string, much: string, reference: string): TakeBack => ({
  grant,
  amount: pico(amount(much)),
  kind: 'refund',
  reference,
  note: '',
})

it('a repeat is answered with what was taken the first time, also where the grant is empty since', async () => {
  await makeFunded(db, 'again', 'prepaid')
  const grant = await giveCredit(ctx, 'again', '5')
  const part = orderOf(grant, '2', 're_1')
  const first = { taken: amount('2'), asset: 'CHF', remaining: amount('3') }
  for (let time = 0; time < 2; time += 1) expect(await takeBackCredit(ctx, 'again', part)).toEqual(first)
  const rest = orderOf(grant, '9', 're_2')
  for (let time = 0; time < 2; time += 1) {
    expect(await takeBackCredit(ctx, 'again', rest)).toEqual({ taken: amount('3'), asset: 'CHF', remaining: 0n })
  }
  expect(await takeBackCredit(ctx, 'again', part)).toEqual({ ...first, remaining: 0n })
  expect(await booksOf(db, 'again')).toMatchObject({ granted: amount('5'), refunded: amount('5'), ledger: 0n })
})

it('asked by many at once it takes once, and tells each of them the same', async () => {
  await makeFunded(db, 'many', 'prepaid')
  const grant = await giveCredit(ctx, 'many', '5')
  const order = orderOf(grant, '5', 're_1')
  const answers = await Promise.all(Array.from({ length: 12 }, () => takeBackCredit(ctx, 'many', order)))
  expect(answers.map(({ taken }) => taken)).toEqual(answers.map(() => amount('5')))
  expect(await booksOf(db, 'many')).toMatchObject({ refunded: amount('5'), remaining: 0n })
})

it('takes no more than is left, nothing that was spent, and nothing of a grant that is not there', async () => {
  await makeFunded(db, 'spent', 'prepaid')
  const grant = await giveCredit(ctx, 'spent', '5')
  expect(await charge(machineAt(db), 'spent', { quantity: '100', at: today.toString() })).toBe('accepted')
  expect(await takeBackCredit(ctx, 'spent', orderOf(grant, '1', 're_1'))).toMatchObject({ taken: 0n, remaining: 0n })
  expect(await codeOf(takeBackCredit(ctx, 'spent', orderOf('gr_none', '1', 're_2')))).toBe('unknown_grant')
})

it('refuses a reference that took from another grant, an empty one included', async () => {
  await makeFunded(db, 'other', 'prepaid')
  const [one, two] = [await giveCredit(ctx, 'other', '5'), await giveCredit(ctx, 'other', '5')]
  await takeBackCredit(ctx, 'other', orderOf(one, '5', 're_1'))
  expect(await codeOf(takeBackCredit(ctx, 'other', orderOf(two, '5', 're_1')))).toBe('idempotency_mismatch')
  await takeBackCredit(ctx, 'other', orderOf(two, '5', 're_2'))
  expect(await codeOf(takeBackCredit(ctx, 'other', orderOf(two, '5', 're_1')))).toBe('idempotency_mismatch')
})
