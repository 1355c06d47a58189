import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { contextOf, machine, makeOrg, preparePlatform, prices } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { presetColumns, type UsageColumns } from '@/lib/cli/import/columns'
import { readRows } from '@/lib/cli/import/read-rows'
import { usageOf } from '@/lib/cli/import/usage-file'
import { parseDecimal } from '@/lib/core/money/decimal'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { checkUsage } from './check-usage'
import { importUsage } from './import-usage'
import { recordUsageBatch, type UsageEvent } from './record-usage-batch'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db, machine())
const meters = [
  { meter: 'llm.input_tokens', unit: 'token', pricePerUnit: '0.0000025' },
  { meter: 'llm.output_tokens', unit: 'token', pricePerUnit: '0.00001' },
]
const terms = { book: 'tokens', currency: 'USD', expected: 0, prices: { ...prices, skills: [], meters } } as const
await publishPrices(contextOf(db), terms)
const priced = { priceBook: 'tokens' } as const

const eventsOf = (content: Uint8Array | string, org: string, over: Partial<UsageColumns> = {}): UsageEvent[] => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return usageOf(readRows(bytes), { ...presetColumns('trace'), org, ...over }).events.map(({ event }) => event)
}
const outcomes = async (events: readonly UsageEvent[]) => {
  const counts: Record<string, number> = {}
  for (const { outcome } of await importUsage(ctx, events)) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
const sumOf = async (org: string) =>
  (
    await ownerSql`select trim_scale(coalesce(sum(quantity), 0))::text as sum from usage_events where org_id = ${org}`
  )[0]?.sum

const head = 'TIMESTAMP,ContextTokens,GeneratedTokens'
const row = (day: number, tokens: number) => `2026-10-0${day} 09:00:00,${tokens},1`

it('counts a row once when exports of a month overlap, are saved again or grow', async () => {
  await makeOrg(db, 'overlap', priced)
  const first = [row(1, 10), row(2, 20), row(2, 20)]
  expect(await outcomes(eventsOf([head, ...first].join('\n'), 'overlap'))).toEqual({ accepted: 6 })
  expect(await outcomes(eventsOf([head, ...first, ''].join('\r\n'), 'overlap'))).toEqual({ repeated: 6 })
  const more = [row(2, 20), row(1, 10), row(3, 30), row(2, 20), row(2, 20)]
  expect(await outcomes(eventsOf([head, ...more].join('\n'), 'overlap'))).toEqual({ accepted: 4, repeated: 6 })
  expect(await sumOf('overlap')).toBe('105')
})

it('knows what an older version imported under the place of a row in its file, and counts beyond it', async () => {
  await makeOrg(db, 'older', priced)
  const file = [head, row(1, 10), row(2, 20)].join('\n')
  const older = eventsOf(file, 'older').map((event, place) => ({
    ...event,
    key: `csv:0123abcd:0:${place}:${event.meter}`,
  }))
  await recordUsageBatch(ctx, older)
  const before = await sumOf('older')
  expect(await outcomes(eventsOf(file, 'older'))).toEqual({ older: 4 })
  const longer = `${file}\n${row(2, 20)}\n${row(3, 30)}`
  expect(await outcomes(eventsOf(longer, 'older'))).toEqual({ older: 4, accepted: 4 })
  expect(await outcomes(eventsOf(longer, 'older'))).toEqual({ older: 4, repeated: 4 })
  expect([before, await sumOf('older')]).toEqual(['32', '84'])
})

it('does not take what a service reported itself for an import', async () => {
  await makeOrg(db, 'service', priced)
  const file = [head, row(1, 10)].join('\n')
  await recordUsageBatch(
    ctx,
    eventsOf(file, 'service').map((event) => ({ ...event, key: `job:${event.meter}` })),
  )
  expect(await outcomes(eventsOf(file, 'service'))).toEqual({ accepted: 2 })
})

it('says before anything is recorded which rows would be refused', async () => {
  await makeOrg(db, 'strict', priced)
  const good = eventsOf([head, row(1, 10)].join('\n'), 'strict')
  const [one] = good
  if (!one) throw new Error('no event')
  const answers = await checkUsage(ctx, [
    one,
    { ...one, meter: 'no.such' },
    { ...one, org: 'nobody' },
    { ...one, at: ctx.now.add({ hours: 3 }) },
    { ...one, quantity: parseDecimal('1e15', 12) ?? 0n },
  ])
  expect(answers.map((answer) => (answer?.outcome === 'refused' ? answer.refusal.code : null))).toEqual([
    null,
    'unknown_meter',
    'unknown_org',
    'invalid_timestamp',
    null,
  ])
  expect(await sumOf('strict')).toBe('0')
})

it('counts the trace of the demo to the last token, and again changes nothing', async () => {
  await makeOrg(db, 'trace', priced)
  const content = readFileSync('lib/demo/llm-inference-code-2023.csv')
  const events = eventsOf(content, 'trace', { shiftDays: 1000 })
  expect(await outcomes(events)).toEqual({ accepted: events.length })
  const cost = async () =>
    (await ownerSql`select trim_scale(sum(amount))::text as cost from usage_events where org_id = 'trace'`)[0]?.cost
  expect(await cost()).toBe('47.608895')
  const resaved = content.toString('utf8').replaceAll(',', ';').replaceAll('\n', '\r\n')
  expect(await outcomes(eventsOf(resaved, 'trace', { shiftDays: 1000 }))).toEqual({ repeated: events.length })
  expect(await cost()).toBe('47.608895')
})
