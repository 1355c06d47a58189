import { expect, it } from 'vitest'
import { testDatabase } from '@/db/testing/test-database'

const { sql } = await testDatabase()

it.each([[[]], [['one']], [['a,b', 'with "quotes"', 'back\\slash', '{braces}', '', 'ü 🙂', 'null']]])(
  'a list of text comes back as it went: %j',
  async (list) => {
    const [row] = await sql`select ${list}::text[] as list, cardinality(${list}::text[]) as length`
    expect(row).toEqual({ list, length: list.length })
  },
)

it('a list of text chooses rows', async () => {
  const rows = await sql`select version from tax_rates where rate::text = any(${['7.70', '9.99']}::text[])`
  expect(rows).toEqual([{ version: 1 }])
})

it('instants and days are text: no microsecond and no zone is lost', async () => {
  const [row] = await sql`
    select timestamptz '2026-10-25 02:30:00.123456+01' as at, date '2026-10-25' as on_day`
  expect(row).toEqual({ at: '2026-10-25 01:30:00.123456+00', on_day: '2026-10-25' })
})
