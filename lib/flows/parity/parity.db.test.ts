import { describe, expect, it } from 'vitest'
import { contextOf, machine, makeOrg, makeUsage, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { randomOf, shuffled } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor } from '@/lib/core/access/permit'
import { readQuantity } from '@/lib/core/usage/quantity'
import { type ParityQuestion, usageParity } from '@/lib/reads/parity'
import { reportTotals } from './report-totals'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db, machine())

const meter = 'doc.units'
const total = (org: string, day: string, quantity: string, over: { meter?: string } = {}) => {
  const read = readQuantity(quantity)
  if (typeof read !== 'bigint') throw new Error(read.sentence)
  return { org, meter, day, quantity: read, ...over }
}
const october = { start: '2026-10-01', end: '2026-11-01' }
const compare = (org: string | null, over: Partial<ParityQuestion> = {}) =>
  usageParity(ctx, { left: 'portal', right: 'gateway', span: october, by: 'month', org, meter: null, ...over })

describe('parity', () => {
  it('flags what is above 0.007 percent apart, and nothing at it', async () => {
    await makeOrg(db, 'exact')
    await makeUsage(db, 'exact', { quantity: '100000' })
    const shares: (readonly [string, string, boolean])[] = [
      ['100000', '0.000000', false],
      ['99993', '0.007000', false],
      ['99992.999999', '0.007000', true],
      ['100007', '0.007000', false],
      ['100008', '0.007999', true],
      ['0', '100.000000', true],
    ]
    for (const [quantity, share, flagged] of shares) {
      await reportTotals(ctx, 'gateway', [total('exact', '2026-10-15', quantity)])
      const [row, ...more] = await compare('exact')
      expect(more).toEqual([])
      expect(row).toMatchObject({
        org: 'exact',
        meter,
        period: '2026-10',
        left: '100000',
        right: quantity,
        share,
        flagged,
      })
    }
  })

  it('compares by day and by month, meter by meter, in the days that were asked for', async () => {
    await makeOrg(db, 'days')
    for (const [day, quantity] of [
      ['14', '10'],
      ['15', '5.5'],
      ['31', '2'],
    ] as const) {
      await makeUsage(db, 'days', { at: `2026-10-${day}T10:00:00Z`, quantity })
    }
    await makeUsage(db, 'days', { meter: 'llm.input_tokens', quantity: '7' })
    await reportTotals(ctx, 'gateway', [
      total('days', '2026-10-14', '10'),
      total('days', '2026-10-15', '5.25'),
      total('days', '2026-10-16', '1'),
      total('days', '2026-11-01', '999'),
      total('days', '2026-10-15', '7', { meter: 'llm.input_tokens' }),
    ])
    const rows = await compare('days', { by: 'day', meter })
    expect(rows.map(({ period, left, right, difference }) => [period, left, right, difference])).toEqual([
      ['2026-10-14', '10', '10', '0'],
      ['2026-10-15', '5.5', '5.25', '0.25'],
      ['2026-10-16', '0', '1', '-1'],
      ['2026-10-31', '2', '0', '2'],
    ])
    const months = await compare('days')
    expect(months.map((row) => [row.meter, row.period, row.left, row.right, row.flagged])).toEqual([
      [meter, '2026-10', '17.5', '16.25', true],
      ['llm.input_tokens', '2026-10', '7', '7', false],
    ])
    expect(await compare('days', { span: { start: '2026-10-17', end: '2026-10-31' } })).toEqual([])
  })

  it('compares two reported sources as well, and one against itself without a difference', async () => {
    await makeOrg(db, 'two')
    await reportTotals(ctx, 'gateway', [total('two', '2026-10-01', '3')])
    await reportTotals(ctx, 'cluster', [total('two', '2026-10-01', '4')])
    expect(await compare('two', { left: 'cluster' })).toMatchObject([{ left: '4', right: '3', difference: '1' }])
    expect(await compare('two', { left: 'gateway' })).toMatchObject([{ difference: '0', flagged: false }])
  })
})

describe('a report', () => {
  it('replaces the last one of the same org, meter and day, and within one report the last counts', async () => {
    await makeOrg(db, 'again')
    const report = (...quantities: string[]) =>
      reportTotals(
        ctx,
        'gateway',
        quantities.map((quantity) => total('again', '2026-10-02', quantity)),
      )
    expect([await report('1'), await report('5', '2', '3')]).toEqual([1, 1])
    expect(await compare('again')).toMatchObject([{ right: '3' }])
  })

  it('that comes late does not replace a newer one', async () => {
    await makeOrg(db, 'late')
    const early = { ...ctx, now: ctx.now.subtract({ seconds: 10 }) }
    await reportTotals(ctx, 'gateway', [total('late', '2026-10-02', '2')])
    await reportTotals(early, 'gateway', [total('late', '2026-10-02', '1')])
    expect(await compare('late')).toMatchObject([{ right: '2' }])
  })

  it('with an unknown org keeps nothing, and names it', async () => {
    await makeOrg(db, 'known')
    const before = await rowCounts(ownerSql)
    const both = [total('known', '2026-10-02', '1'), total('unknown', '2026-10-02', '1')]
    expect(await codeOf(reportTotals(ctx, 'gateway', both))).toBe('unknown_org')
    expect(await codeOf(reportTotals(ctx, 'portal', both.slice(0, 1)))).toBe('invalid_request')
    expect(await rowCounts(ownerSql)).toEqual(before)
  })

  it('of a thousand totals, sent by eight at once in any order, is kept once and exactly', async () => {
    const random = randomOf(7)
    const orgs = Array.from({ length: 4 }, (_, index) => `bulk-${index}`)
    for (const org of orgs) await makeOrg(db, org)
    const totals = Array.from({ length: 1000 }, (_, index) =>
      total(
        orgs[index % 4] ?? '',
        `2026-${String(1 + (Math.floor(index / 4) % 12)).padStart(2, '0')}-0${1 + (Math.floor(index / 48) % 9)}`,
        String(index),
        { meter: `bulk.m${index % 7}` },
      ),
    )
    await Promise.all(Array.from({ length: 8 }, () => reportTotals(ctx, 'bulk', shuffledKeepingLast(totals, random))))
    const [row] = await ownerSql<{ count: number; sum: string }[]>`
      select count(*)::int, sum(quantity)::numeric(20, 0)::text as sum from source_totals where source = 'bulk'`
    const last = new Map(totals.map((each) => [`${each.org} ${each.meter} ${each.day}`, each.quantity]))
    const sum = [...last.values()].reduce((left, right) => left + right, 0n) / 10n ** 12n
    expect(row).toEqual({ count: last.size, sum: String(sum) })
  })
})

/** In another order, but of what is said twice the same is said last. */
const shuffledKeepingLast = <Item extends { org: string; meter: string; day: string }>(
  items: readonly Item[],
  random: () => number,
): Item[] =>
  shuffled([...new Map(items.map((each) => [`${each.org} ${each.meter} ${each.day}`, each])).values()], random)

it('keys report and compare for the orgs they may see; of people administrators see all, others their own', async () => {
  await makeOrg(db, 'mine')
  const question = { left: 'portal', right: 'gateway', span: october, by: 'month', meter: null } as const
  const asks = (actor: Actor, org: string | null) => codeOf(usageParity(contextOf(db, actor), { ...question, org }))
  const reports = (actor: Actor) =>
    codeOf(reportTotals(contextOf(db, actor), 'gateway', [total('mine', '2026-10-02', '1')]))
  expect([await reports(machine('mine')), await reports(machine('other'))]).toEqual(['ok', 'not_found'])
  expect(await reports(payer('mine'))).toBe('forbidden')
  expect([await asks(payer('mine'), 'mine'), await asks(payer('mine'), null)]).toEqual(['ok', 'forbidden'])
  expect([await asks(payer('other'), 'mine'), await asks(machine('other'), 'mine')]).toEqual(['not_found', 'not_found'])
  expect([await asks(contextOf(db).actor, null), await asks(contextOf(db).actor, 'nobody')]).toEqual([
    'ok',
    'unknown_org',
  ])
  expect(await asks({ kind: 'nobody' }, 'mine')).toBe('unauthenticated')
  const limited = await usageParity(contextOf(db, machine('mine')), { ...question, org: null })
  expect(limited.map(({ org }) => org)).toEqual(['mine'])
})
