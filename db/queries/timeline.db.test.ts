import { beforeAll, expect, it } from 'vitest'
import { at, contextOf, issueFor, makeOrg, makeTenant, makeUsage, preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { listTimeline, type TimelineCursor, type TimelineEvent } from './timeline'
import { type TimelineKind, timelineKinds } from './timeline-branches'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const org = 'told'

const page = (kind: TimelineKind | null, before: TimelineCursor | null, most: number) =>
  listTimeline(db, org, { kind, before, most })

const allIn = async (kind: TimelineKind | null, most: number): Promise<TimelineEvent[]> => {
  const found: TimelineEvent[] = []
  for (let part = await page(kind, null, most); part.length > 0; part = await page(kind, part.at(-1) ?? null, most)) {
    found.push(...part)
  }
  return found
}

beforeAll(async () => {
  await preparePlatform(db)
  await makeOrg(db, org)
  await makeOrg(db, 'silent')
  await makeTenant(db, org, 'told-prod', '2026-10-02T08:00:00Z', ['ocr'])
  for (const day of ['03', '03', '04', '05', '25']) await makeUsage(db, org, { at: `2026-10-${day}T10:00:00Z` })
  await issueFor(ctx, org, '2026-10')
  await switchBiller(ctx, org, 'prepaid', at('2026-11-22T11:00:00Z'))
  for (let index = 0; index < 9; index += 1) {
    await grantCredit(ctx, org, {
      amount: 5_000_000_000_000n,
      asset: 'CHF',
      origin: 'admin',
      priority: 0,
      expiresAt: null,
      reference: `gift-${index}`,
      note: '',
    })
  }
  await ownerSql`
    insert into cell_deliveries (message_id, cell, org_id, command, generation, attempted_at, status, outcome, error)
    select 'cmd_told_1', 'zrh', ${org}, 'halt', 1, '2026-11-21T10:00:00Z', 500, 'failed', 'HTTP 500'
      from generate_series(1, 7)`
})

it('tells what happened in its order: usage by its days, credit, tenants, invoices and changes of settings', async () => {
  const events = await page(null, null, 500)
  const told = events.map(({ kind, what, subject }) => `${kind} ${what} ${subject}`)
  for (const each of [
    'usage used 2026-10-03',
    'usage used 2026-10-25',
    'tenants created told-prod',
    'tenants enabled told-prod',
    'settings org.create told',
    'deliveries failed zrh',
    'credit grant gift-3',
  ]) {
    expect(told, each).toContain(each)
  }
  expect(told.filter((each) => each.startsWith('usage'))).toHaveLength(4)
  expect(events.find(({ id }) => id === 'usage 2026-10-03')).toMatchObject({ detail: '2', asset: 'CHF' })
  expect(events.find(({ what }) => what === 'issued')).toMatchObject({ kind: 'invoices', asset: 'CHF' })
  expect(told.filter((each) => each.includes('invoice.issue') || each.includes('credit.grant'))).toEqual([])
  const times = events.map((event) => event.at.epochNanoseconds)
  expect(times).toEqual([...times].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)))
})

it('goes through its pages without loss or repetition, also where many events share one moment', async () => {
  const whole = (await page(null, null, 500)).map(({ id }) => id)
  expect(new Set(whole).size).toBe(whole.length)
  expect(whole.length).toBeGreaterThan(24)
  for (const most of [1, 2, 3, 7]) expect((await allIn(null, most)).map(({ id }) => id)).toEqual(whole)
})

it('narrowed to a kind it tells exactly what is of that kind', async () => {
  const whole = await page(null, null, 500)
  for (const kind of timelineKinds) {
    const ids = whole.filter((event) => event.kind === kind).map(({ id }) => id)
    expect((await allIn(kind, 2)).map(({ id }) => id)).toEqual(ids)
  }
})

it('tells of no other organization', async () => {
  const silent = await listTimeline(db, 'silent', { kind: null, before: null, most: 500 })
  expect(silent.map(({ what }) => what).sort()).toEqual(['org.create', 'prices'])
})
