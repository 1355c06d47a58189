import { expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { contextOf, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { rowsReadOf } from '@/db/testing/rows-read'
import { testDatabase } from '@/db/testing/test-database'
import { usageEvents } from './usage-page'

const { db, url, ownerSql } = await testDatabase()
await preparePlatform(db)
await makeOrg(db, 'acme')
const ctx = contextOf(db, payer('acme'))
/** Of the busy day; three others have as many together. */
const perDay = 12_000

/** On the busy day a third happened at one instant; there is a meter and a resource that is seldom used. */
await ownerSql`
  insert into usage_events (org_id, idempotency_key, input_hash, meter, resource, quantity, occurred_at, day_on,
    price_book, price_version, amount, biller, paid_by, postpaid, recorded_at, sequence)
  select 'acme', md5(n::text), sha256(n::text::bytea), case when n % 5000 = 4 then 'rare.calls' else 'doc.units' end,
         case when n % 1000 = 1 then 'seldom' else 'job-' || n % 7 end, 1, t.at, t.at::date, 'standard', 1, 0.05,
         'invoice', 'postpaid', 0.05, now(), 1000 + n
    from generate_series(1, ${2 * perDay}::integer) n
   cross join lateral (
     select case when n > ${perDay}::integer then timestamptz '2026-10-10T10:00Z' + n % 3 * interval '1 day' + n * interval '1 ms'
                 when n % 3 = 0 then timestamptz '2026-10-09T12:00Z'
                 else timestamptz '2026-10-09T01:00Z' + n * 7919 % 70000 * interval '1 s' end as at) t`
await ownerSql`
  insert into usage_daily
    (org_id, day_on, meter, resource, price_book, price_version, quantity, amount, postpaid, events)
  select org_id, day_on, meter, resource, price_book, price_version, sum(quantity), sum(amount), sum(postpaid), count(*)
    from usage_events group by 1, 2, 3, 4, 5, 6`
await ownerSql`vacuum analyze`

const none = { from: '2026-10-01', to: '2026-10-31', meter: undefined, resource: undefined }
type Asked = Readonly<Record<keyof typeof none, string | undefined>>

/** The keys of all events asked for, in the order in which they are to be listed. */
const expected = async ({ from, to, meter, resource }: Asked): Promise<string[]> => {
  const rows = await db.$client<{ key: string }[]>`
    select idempotency_key as key from usage_events
     where day_on between ${from ?? ''} and ${to ?? ''} and (${meter ?? null}::text is null or meter = ${meter ?? null})
       and (${resource ?? null}::text is null or resource = ${resource ?? null})
     order by day_on desc, occurred_at desc, sequence desc`
  return rows.map(({ key }) => key)
}

const sequenceOf = async (key: string | undefined): Promise<string | undefined> => {
  const [row] = await db.$client<{ sequence: string }[]>`
    select sequence::text from usage_events where org_id = 'acme' and idempotency_key = ${key ?? ''}`
  return row?.sequence
}

/** At most so many pages, from the first on. */
const pages = async (asked: Asked, most: number): Promise<string[][]> => {
  const found: string[][] = []
  let before: string | undefined
  do {
    const page = await usageEvents(ctx, 'acme', { ...asked, before })
    found.push(page.rows.map(({ key }) => key))
    before = page.older ?? undefined
  } while (before && found.length < most)
  return found
}

it.each([
  ['a meter', { ...none, meter: 'rare.calls' }],
  ['a resource', { ...none, resource: 'seldom' }],
  ['a resource and a meter', { ...none, resource: 'job-3', meter: 'rare.calls' }],
])('lists the events of %s over several days, each once, the latest first', async (_, asked) => {
  expect((await pages(asked, 9)).flat()).toEqual(await expected(asked))
})

it('leaves none out and tells none twice where thousands happened at one instant, forwards and back', async () => {
  const day = { ...none, from: '2026-10-09', to: '2026-10-09' }
  const all = await expected(day)
  const at = all.length / 2
  const here = await sequenceOf(all[at])
  const older = await usageEvents(ctx, 'acme', { ...day, before: here })
  expect(older.rows.map(({ key }) => key)).toEqual(all.slice(at + 1, at + 51))
  const newer = await usageEvents(ctx, 'acme', { ...day, after: here })
  expect(newer.rows.map(({ key }) => key)).toEqual(all.slice(at - 50, at))
  const back = await usageEvents(ctx, 'acme', { ...day, before: newer.older ?? '' })
  expect(back.rows[0]?.key).toBe(all[at])
  const first = await usageEvents(ctx, 'acme', { ...day, before: 'none' })
  expect(first).toMatchObject({ newer: null })
  expect(await usageEvents(ctx, 'acme', { ...day, after: '999999999' })).toEqual(first)
})

it('goes on from one day to the next within a page, in either direction', async () => {
  const all = await expected(none)
  expect((await pages(none, 3)).flat()).toEqual(all.slice(0, 150))
  const ofTheLatestDay = perDay / 3
  const before = await sequenceOf(all[ofTheLatestDay - 20])
  const across = await usageEvents(ctx, 'acme', { ...none, before })
  expect(across.rows.map(({ key }) => key)).toEqual(all.slice(ofTheLatestDay - 19, ofTheLatestDay + 31))
  const back = await usageEvents(ctx, 'acme', { ...none, after: await sequenceOf(all[ofTheLatestDay + 31]) })
  expect(back.rows.map(({ key }) => key)).toEqual(all.slice(ofTheLatestDay - 19, ofTheLatestDay + 31))
})

it.each([
  ['a day', { ...none, from: '2026-10-09', to: '2026-10-09' }],
  ['a meter over a month', { ...none, meter: 'doc.units' }],
  ['a meter that is seldom used', { ...none, meter: 'rare.calls' }],
])('reads no more events of %s than a page has of each meter, however many there are', async (_, asked) => {
  const alone = connect({ url, role: 'kontor_app', connections: 1 })
  const middle = await sequenceOf((await expected(asked)).at(-perDay / 2))
  for (const before of [undefined, middle]) {
    const read = () => usageEvents(contextOf(alone, payer('acme')), 'acme', { ...asked, before })
    expect(await rowsReadOf(alone, 'usage_events', read)).toBeLessThan(300)
  }
  await disconnect(alone)
})
