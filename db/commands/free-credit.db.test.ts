import { expect, it } from 'vitest'
import { findAccount } from '@/db/queries/accounts'
import { contextOf, makeUsage, preparePlatform, today } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { writeFreeCreditMonths } from './free-credit'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

const month = (name: string, spend: bigint) => ({
  month: name,
  spend: pico(spend),
  usageHours: 0n,
  creditsApplied: pico(0n),
  billableSpend: pico(spend),
  status: 'closed' as const,
})
const monthsOf = async (org: string) =>
  (
    await ownerSql<{ month: string }[]>`
      select to_char(month_on, 'YYYY-MM') as month from free_credit_months where org_id = ${org} order by 1`
  ).map((row) => row.month)

it('months computed before something was recorded are stale, and write nothing', async () => {
  await makeFunded(db, 'acme', 'free_credit', '10')
  const before = await findAccount(db, 'acme')
  if (!before) throw new Error('there is no acme')
  await makeUsage(db, 'acme')
  const write = (on: Parameters<typeof writeFreeCreditMonths>[2], name = '2026-10') =>
    writeFreeCreditMonths(db, 'acme', on, [month(name, 1n)], today)
  expect(await write({ sequence: before.sequence })).toBe('stale')
  expect(await monthsOf('acme')).toEqual([])
  expect(await write({ version: before.version })).toBe('applied')
  await giveCredit(contextOf(db), 'acme', '5', { origin: 'free' })
  expect(await write({ version: before.version }, '2026-09')).toBe('stale')
  expect(await monthsOf('acme')).toEqual(['2026-10'])
})

it('a month that is not among those computed goes, of this org alone', async () => {
  for (const org of ['one', 'two']) {
    await makeFunded(db, org, 'free_credit', null)
    const account = await findAccount(db, org)
    const months = [month('2026-09', 1n), month('2026-10', 2n)]
    expect(await writeFreeCreditMonths(db, org, { sequence: account?.sequence ?? '' }, months, today)).toBe('applied')
  }
  const account = await findAccount(db, 'one')
  await writeFreeCreditMonths(db, 'one', { sequence: account?.sequence ?? '' }, [month('2026-10', 2n)], today)
  expect([await monthsOf('one'), await monthsOf('two')]).toEqual([['2026-10'], ['2026-09', '2026-10']])
  expect(await writeFreeCreditMonths(db, 'nobody', { version: '0' }, [], today)).toBe('unknown_org')
})
