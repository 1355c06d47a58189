import { expect, it } from 'vitest'
import { sandboxWords } from '@/db/testing/declared-words'
import { contextOf, machine, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { charge, machineAt } from '@/lib/flows/funding/testing/charging'
import { makeSubscribed, preparePlans } from '@/lib/flows/funding/testing/plans'
import { resetWeek } from '@/lib/flows/plans/reset-week'
import { declareMeter } from '@/lib/flows/settings/declare-words'
import { adminFunding } from './admin-funding'
import { adminTimeline } from './admin-timeline'
import { orgWeeks, pastWeeks } from './quota-weeks'
import { weeksFile } from './weeks-file'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await preparePlans(db, ownerSql, [1000])
const ctx = contextOf(db)
const use = (org: string, key: string, quantity: string, meter = 'doc.units') =>
  charge(machineAt(db), org, { key, quantity, meter, at: today.toString() })

it('weeks are told with quota, plan and use by meter, and pages of them tell each once', async () => {
  await makeSubscribed(db, 'weekly', 1000, null)
  expect(await use('weekly', 'one', '100')).toBe('accepted')
  expect(await use('weekly', 'two', '150.5')).toBe('accepted')
  await resetWeek(ctx, 'weekly', today.subtract({ hours: 2 }))
  expect(await use('weekly', 'three', '10')).toBe('accepted')
  await resetWeek(ctx, 'weekly', today.subtract({ hours: 1 }))
  const all = await orgWeeks(ctx, 'weekly', { limit: 20 })
  expect(all.next).toBeNull()
  expect(all.weeks.map(({ used, quota, percent, closedAt }) => [used, quota, percent, closedAt === null])).toEqual([
    ['0', '1000', 0, true],
    ['10', '1000', 1, false],
    ['250.5', '1000', 25, false],
  ])
  expect(all.weeks[2]).toMatchObject({ week: '2026-W47', plan: 'week-1000', version: 1, held: '0' })
  expect(all.weeks[2]?.meters).toEqual([{ meter: 'doc.units', units: '250.5', events: 2 }])
  const pages: string[] = []
  for (let before: string | undefined; ; ) {
    const page = await orgWeeks(ctx, 'weekly', { limit: 1, before })
    pages.push(...page.weeks.map(({ id }) => id))
    if (page.next === null) break
    before = page.next
  }
  expect(pages).toEqual(all.weeks.map(({ id }) => id))
})

it('people read the title of the plan wherever it is shown, machines its key', async () => {
  await ownerSql`update plans set name = 'Team of a thousand' where plan = 'week-1000'`
  const { weeks } = await pastWeeks(ctx, 'weekly', 'Europe/Zurich')
  expect(weeks.map(({ title }) => title)).toEqual(['Team of a thousand', 'Team of a thousand'])
  const { funding } = await adminFunding(ctx, 'weekly')
  expect([funding.week?.plan, funding.planTitle]).toEqual(['week-1000', 'Team of a thousand'])
  const { items } = await adminTimeline(ctx, 'weekly', { kind: 'plans', before: undefined })
  expect(items.find(({ what }) => what === 'plan.subscribe')?.subject).toBe('Team of a thousand')
})

const local = (hours: number): string =>
  today
    .subtract({ hours })
    .toZonedDateTimeISO('Europe/Zurich')
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })
const fileOf = async (org: string, asker = ctx) => {
  const { name, parts } = await weeksFile(asker, org)
  let text = ''
  for await (const part of parts) text += part
  return { name, lines: text.trimEnd().split('\r\n') }
}

it('as a file they have names beside keys, plain figures, and times that say their distance from UTC', async () => {
  await declareMeter(ctx, 'doc.units', sandboxWords)
  const { weeks } = await orgWeeks(ctx, 'weekly', { limit: 20 })
  const [, second, first] = weeks.map(({ id }) => id)
  expect(await fileOf('weekly')).toEqual({
    name: 'weeks-weekly-2026-11-21.csv',
    lines: [
      'week,week_id,starts_at,ends_at,closed_at,zone,plan,plan_name,plan_version,quota,used,meter,meter_name,units,events',
      `2026-W47,${second},${local(2)},2026-11-28T${local(2).slice(11)},${local(0)},Europe/Zurich,week-1000,Team of a thousand,1,1000,10,doc.units,Sandbox-Laufzeit,10,1`,
      `2026-W47,${first},2026-11-16T01:00:00+01:00,2026-11-23T01:00:00+01:00,${local(0)},Europe/Zurich,week-1000,Team of a thousand,1,1000,250.5,doc.units,Sandbox-Laufzeit,250.5,2`,
    ],
  })
  await makeSubscribed(db, 'idle', 1000, null)
  await resetWeek(ctx, 'idle', today.subtract({ hours: 1 }))
  expect((await fileOf('idle')).lines.slice(1).map((line) => line.split(',').slice(9).join())).toEqual(['1000,0,,,0,0'])
  expect(await codeOf(fileOf('weekly', contextOf(db, payer('other'))))).toBe('not_found')
})

it('the file holds every week that is over, however many there are', async () => {
  await makeSubscribed(db, 'years', 1000, null)
  await ownerSql`
    insert into quota_weeks (org_id, week_id, week, starts_at, ends_at, plan, plan_version, quota, used, held, opened_at,
      archived_at)
    select 'years', 'wk_0' || lpad(n::text, 4, '0'), '2020-W' || n, '2020-01-01'::timestamptz + n * interval '7 days',
           '2020-01-08'::timestamptz + n * interval '7 days', 'week-1000', 1, 1000, 0, 0, now(), now()
      from generate_series(1, 450) n`
  const { lines } = await fileOf('years')
  const ids = lines.slice(1).map((line) => line.split(',')[1])
  expect([lines.length, new Set(ids).size, ids[0], ids.at(-1)]).toEqual([451, 450, 'wk_00450', 'wk_00001'])
})

it('are for those who may see the usage of the organization', async () => {
  expect(await codeOf(orgWeeks(contextOf(db, payer('other')), 'weekly', { limit: 1 }))).toBe('not_found')
  expect(await codeOf(orgWeeks(contextOf(db, machine('other')), 'weekly', { limit: 1 }))).toBe('not_found')
  expect(await codeOf(orgWeeks(ctx, 'nobody', { limit: 1 }))).toBe('unknown_org')
  expect(await orgWeeks(contextOf(db, payer('weekly')), 'weekly', { limit: 1 })).toMatchObject({ org: 'weekly' })
})

it('the page shows those that are over, eight at a time, by the days they lasted', async () => {
  await makeSubscribed(db, 'longer', 1000, null)
  for (let hours = 12; hours >= 1; hours -= 1) await resetWeek(ctx, 'longer', today.subtract({ hours }))
  const first = await pastWeeks(ctx, 'longer', 'Europe/Zurich')
  expect([first.weeks.length, first.isFirst]).toEqual([8, true])
  const second = await pastWeeks(ctx, 'longer', 'Europe/Zurich', first.next ?? '')
  expect([second.weeks.length, second.isFirst, second.next]).toEqual([4, false, null])
  expect(new Set([...first.weeks, ...second.weeks].map(({ id }) => id)).size).toBe(12)
  // The first week was cut off on the day of the first reset.
  expect(second.weeks.at(-1)).toMatchObject({ from: '2026-11-16', to: '2026-11-21' })
  expect((await pastWeeks(ctx, 'longer', 'Europe/Zurich', "x' or 1=1")).isFirst).toBe(true)
})
