import { expect, it } from 'vitest'
import { contextOf, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { parseDecimal } from '@/lib/core/money/decimal'
import { dayAt } from '@/lib/core/time/billing-day'
import { speakerOf } from '@/lib/i18n/speak'
import { creditLedger, ledgerFile } from './credit-ledger'

const { db } = await testDatabase()
await preparePlatform(db)

const day = dayAt(today, 'Europe/Zurich')
const all = { from: day, to: day, kind: undefined }
const linesOf = async (parts: AsyncIterable<string>): Promise<string[]> => {
  let text = ''
  for await (const part of parts) text += part
  return text.trimEnd().split('\r\n')
}
const pico = (text: string): bigint => parseDecimal(text, 12) ?? 0n

await makeFunded(db, 'moving', 'prepaid')
for (let index = 1; index <= 60; index += 1) {
  await giveCredit(contextOf(db), 'moving', `${index}.000000000001`, { origin: 'admin', note: `=gift ${index}` })
}

it('shows every movement once, the newest first, over its pages', async () => {
  const ctx = contextOf(db, payer('moving'))
  const first = await creditLedger(ctx, 'moving', { ...all, page: 1 })
  const second = await creditLedger(ctx, 'moving', { ...all, page: 2 })
  expect([first.rows.length, first.next, second.previous, second.next]).toEqual([50, 2, 1, null])
  const rows = [...first.rows, ...second.rows]
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  expect(rows[0]).toMatchObject({ kind: 'grant', origin: 'admin', amount: '60.000000000001', note: '=gift 60' })
  expect(rows.reduce((sum, { amount }) => sum + pico(amount), 0n)).toBe(1830n * 10n ** 12n + 60n)
})

it('the file holds the same movements to the last digit, and nothing in it is taken for a formula', async () => {
  const { name, parts } = await ledgerFile(contextOf(db, payer('moving')), 'moving', all, speakerOf)
  expect(name).toBe(`credit-moving-${day}-${day}.csv`)
  const [head, ...lines] = await linesOf(parts)
  expect(head).toBe('at,day,kind,credit,grant,asset,reference,note,amount,kind_name,origin,credit_name')
  expect(lines).toHaveLength(60)
  expect(lines[0]).toMatch(
    /,grant,admin,gr_\w+,CHF,[^,]*,'=gift 60,60\.000000000001,Gutgeschrieben,admin,Vom Betreiber gutgeschrieben$/,
  )
  const sum = lines.reduce((total, line) => total + pico(line.split(',').at(-4) ?? ''), 0n)
  expect(sum).toBe(1830n * 10n ** 12n + 60n)
})

it('a kind and a time narrow both; what no kind is asks for all', async () => {
  const ctx = contextOf(db, payer('moving'))
  const count = async (more: object): Promise<number> =>
    (await linesOf((await ledgerFile(ctx, 'moving', { ...all, ...more }, speakerOf)).parts)).length - 1
  expect(await count({ kind: 'grant' })).toBe(60)
  expect(await count({ kind: 'debit' })).toBe(0)
  expect(await count({ kind: 'nonsense' })).toBe(60)
  expect(await count({ from: '2020-01-01', to: '2020-01-31' })).toBe(0)
})

it('is not there for people of another organization', async () => {
  await makeOrg(db, 'others')
  const ctx = contextOf(db, payer('others'))
  expect(await codeOf(creditLedger(ctx, 'moving', { ...all, page: 1 }))).toBe('not_found')
  expect(await codeOf(ledgerFile(ctx, 'moving', all, speakerOf))).toBe('not_found')
})
