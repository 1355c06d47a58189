import { afterAll, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing/test-database'
import { connect, disconnect } from './client'
import { call } from './commands/call'

const { url } = await testDatabase()
const db = connect({ url, role: 'kontor_app', connections: 1 })
afterAll(() => disconnect(db))

/** Breaks off after two rows, on the only connection there is. */
const breakOff = () => expect(db.$client`select 6 / (3 - n) from generate_series(1, 5) n`).rejects.toThrow('division')

it('an answer after one that broke off is refused rather than read with its rows in the wrong places', async () => {
  await breakOff()
  await expect(db.$client`select 7 as seven`).rejects.toMatchObject({ code: 'ROWS_MISPLACED' })
  expect([...(await db.$client`select 7 as seven`)]).toEqual([{ seven: 7 }])
})

it('a call is made again then, and answered right', async () => {
  await breakOff()
  expect([...(await call(async () => db.$client`select 7 as seven`))]).toEqual([{ seven: 7 }])
})
