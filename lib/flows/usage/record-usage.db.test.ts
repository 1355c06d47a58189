import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, contextOf, machine, makeOrg, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { type ItemResult, recordUsageBatch, type UsageEvent } from './record-usage-batch'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db, machine())

const record = async (events: readonly UsageEvent[], on = ctx) => (await recordUsageBatch(on, events)).results
const short = (results: readonly ItemResult[]) =>
  results.map((result) => (result.outcome === 'refused' ? result.refusal.code : result.outcome))

/** Where the roll-up by day differs from the sums of the events, to the last digit; in both directions. */
const rollUpDifference = () => ownerSql`
  with summed as (
    select org_id, day_on, meter, resource, price_book, price_version, sum(quantity) as quantity, sum(amount) as amount,
           count(*) as events
      from usage_events group by 1, 2, 3, 4, 5, 6
  ), rolled as (
    select org_id, day_on, meter, resource, price_book, price_version, quantity, amount, events from usage_daily
  )
  (table summed except table rolled) union all (table rolled except table summed)`

const totals = async (org: string) => {
  const [row] = await ownerSql`
    select count(*)::int as events, coalesce(sum(quantity), 0)::text as quantity, coalesce(sum(amount), 0)::text as amount
      from usage_events where org_id = ${org}`
  return row
}

describe('usage events', () => {
  it('are counted once each, where sixteen clients send overlapping batches twice', async () => {
    const orgs = ['north', 'south', 'east']
    for (const org of orgs) await makeOrg(db, org)
    const all = Array.from({ length: 1_400 }, (_, index) =>
      usageEvent(orgs[index % 3] ?? '', {
        key: `shared-${index}`,
        meter: index % 2 ? 'doc.units' : 'llm.input_tokens',
        quantity: `${index % 7}.${String(index).padStart(12, '3')}`,
        at: at('2026-10-01T00:00:00Z')
          .add({ minutes: index * 31 })
          .toString(),
        resource: `r${index % 5}`,
      }),
    )
    const batches = Array.from({ length: 16 }, (_, client) => all.slice(client * 60, client * 60 + 300).reverse())
    const last = 15 * 60 + 300
    const answers = await Promise.all([...batches, ...batches].map((batch) => record(batch)))
    const codes = answers.flatMap(short)
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(last)
    expect(codes.filter((code) => code === 'repeated')).toHaveLength(32 * 300 - last)
    const sent = all.slice(0, last).reduce((sum, event) => sum + event.quantity, 0n)
    const [stored] = await ownerSql`
      select count(*)::int as events, (sum(quantity) * 1000000000000)::numeric(60, 0)::text as quantity from usage_events`
    expect(stored).toEqual({ events: last, quantity: sent.toString() })
    expect([...(await rollUpDifference())]).toEqual([])
  })

  it('roll up by day to the sums of the events, whatever is sent in whatever batches', async () => {
    let run = 0
    const event = fc.record({
      key: fc.integer({ min: 0, max: 12 }),
      quantity: fc.integer({ min: 0, max: 999_999 }),
      minute: fc.integer({ min: 0, max: 60_000 }),
      resource: fc.constantFrom('', 'a', 'b'),
    })
    const property = fc.asyncProperty(
      fc.array(fc.array(event, { maxLength: 12 }), { maxLength: 6 }),
      async (batches) => {
        run += 1
        const org = `random-${run}`
        await makeOrg(db, org)
        const read = (parts: { key: number; quantity: number; minute: number; resource: string }) =>
          usageEvent(org, {
            key: `k${parts.key}`,
            quantity: `0.${parts.quantity}`,
            at: at('2026-10-01T00:00:00Z').add({ minutes: parts.minute }).toString(),
            resource: parts.resource,
          })
        const codes = (await Promise.all(batches.map((batch) => record(batch.map(read))))).flatMap(short)
        const keys = new Set(batches.flat().map(({ key }) => key))
        expect(codes.filter((code) => code === 'accepted')).toHaveLength(keys.size)
        expect(await totals(org)).toMatchObject({ events: keys.size })
      },
    )
    await fc.assert(property, { numRuns: 40 })
    expect([...(await rollUpDifference())]).toEqual([])
  })

  it('with a known key and another input are a mismatch and count nothing', async () => {
    await makeOrg(db, 'mixed')
    const first = usageEvent('mixed', { key: 'k', quantity: '2', resource: 'r', properties: { a: 1 } })
    expect(short(await record([first]))).toEqual(['accepted'])
    const others = [
      usageEvent('mixed', { key: 'k', quantity: '3', resource: 'r', properties: { a: 1 } }),
      usageEvent('mixed', { key: 'k', quantity: '2', resource: 's', properties: { a: 1 } }),
      usageEvent('mixed', { key: 'k', quantity: '2', resource: 'r', properties: { a: 2 } }),
      usageEvent('mixed', { key: 'k', quantity: '2', resource: 'r', properties: { a: 1 }, at: '2026-10-15T10:00:01Z' }),
      usageEvent('mixed', { key: 'k', quantity: '2', resource: 'r', properties: { a: 1 }, meter: 'llm.input_tokens' }),
    ]
    for (const other of others) expect(short(await record([other]))).toEqual(['idempotency_mismatch'])
    expect(short(await record([first, usageEvent('mixed', { key: 'new' }), ...others]))).toEqual([
      'repeated',
      'accepted',
      ...Array(5).fill('idempotency_mismatch'),
    ])
    expect(await totals('mixed')).toMatchObject({ events: 2 })
  })

  it('that are equal are the same, however the quantity and the time are written', async () => {
    await makeOrg(db, 'spelled')
    const one = usageEvent('spelled', { key: 'k', quantity: '1.50', at: '2026-10-15T10:00:00Z' })
    const two = usageEvent('spelled', { key: 'k', quantity: '15e-1', at: '2026-10-15T12:00:00+02:00' })
    expect(short(await record([one]))).toEqual(['accepted'])
    expect(short(await record([two]))).toEqual(['repeated'])
  })

  it('are refused one by one, and the good ones among them are counted', async () => {
    await makeOrg(db, 'picky')
    const batch = [
      usageEvent('picky', { key: 'good-1' }),
      usageEvent('nobody', { key: 'elsewhere' }),
      usageEvent('picky', { key: 'meter', meter: 'no.such' }),
      usageEvent('picky', { key: 'too-early', at: '2025-12-31T12:00:00Z' }),
      usageEvent('picky', { key: 'to-come', at: today.add({ hours: 2 }).toString() }),
      usageEvent('picky', { key: 'nul', resource: 'a\u0000b' }),
      usageEvent('picky', { key: 'half', resource: '\ud83d' }),
      usageEvent('picky', { key: 'deep', properties: { list: [{ text: 'a\u0000b' }] } }),
      usageEvent('picky', { key: 'named', properties: { 'a\u0000b': 1 } }),
      usageEvent('picky', { key: 'good-2', at: today.add({ minutes: 50 }).toString(), resource: '🙂 \u0001' }),
      usageEvent('picky', { key: 'good-1' }),
    ]
    expect(short(await record(batch))).toEqual([
      'accepted',
      'unknown_org',
      'unknown_meter',
      'price_missing',
      'invalid_timestamp',
      ...Array(4).fill('invalid_request'),
      'accepted',
      'repeated',
    ])
    expect(await totals('picky')).toEqual({ events: 2, quantity: '200.000000000000', amount: '10.000000000000' })
  })

  it('of another org are unknown to a key limited to one, and nobody without the scope records any', async () => {
    await makeOrg(db, 'mine')
    await makeOrg(db, 'theirs')
    const limited = contextOf(db, machine('mine'))
    const batch = [usageEvent('mine'), usageEvent('theirs'), usageEvent('nobody')]
    expect(short(await record(batch, limited))).toEqual(['accepted', 'unknown_org', 'unknown_org'])
    expect(await totals('theirs')).toMatchObject({ events: 0 })
    const scopeless = contextOf(db, { kind: 'machine', keyId: 'key_other', scopes: ['tenants:write'], org: null })
    expect(await codeOf(record([usageEvent('mine')], scopeless))).toBe('missing_scope')
    expect(await codeOf(record([usageEvent('mine')], contextOf(db, { kind: 'nobody' })))).toBe('unauthenticated')
  })

  it('lie in the civil day of the billing zone, also where clocks change and at the last microsecond', async () => {
    await makeOrg(db, 'zurich')
    await makeOrg(db, 'lord-howe', { zone: 'Australia/Lord_Howe' })
    const cases: [org: string, at: string, day: string][] = [
      ['zurich', '2026-03-28T22:59:59.999999Z', '2026-03-28'],
      ['zurich', '2026-03-28T23:00:00Z', '2026-03-29'],
      ['zurich', '2026-03-29T21:59:59.999999Z', '2026-03-29'],
      ['zurich', '2026-03-29T22:00:00Z', '2026-03-30'],
      ['zurich', '2026-10-24T21:59:59.999999999Z', '2026-10-24'],
      ['zurich', '2026-10-24T22:00:00Z', '2026-10-25'],
      ['zurich', '2026-10-25T22:59:59.999999999Z', '2026-10-25'],
      ['zurich', '2026-10-25T23:00:00Z', '2026-10-26'],
      ['lord-howe', '2026-10-03T13:29:59Z', '2026-10-03'],
      ['lord-howe', '2026-10-03T13:30:00Z', '2026-10-04'],
      ['lord-howe', '2026-10-04T12:59:59Z', '2026-10-04'],
      ['lord-howe', '2026-10-04T13:00:00Z', '2026-10-05'],
    ]
    for (const [index, [org, moment]] of cases.entries()) {
      expect(short(await record([usageEvent(org, { key: `dst-${index}`, at: moment })]))).toEqual(['accepted'])
    }
    const rows = await ownerSql`
      select day_on as day from usage_events where idempotency_key like 'dst-%' order by substr(idempotency_key, 5)::int`
    expect(rows.map(({ day }) => day)).toEqual(cases.map(([, , day]) => day))
    const astray = await ownerSql`
      select e.idempotency_key from usage_events e join org_billing_config c using (org_id)
       where (e.occurred_at at time zone c.zone)::date <> e.day_on`
    expect([...astray]).toEqual([])
  })

  it('keep the price that was in force on their day, to the twelfth place', async () => {
    await makeOrg(db, 'exact')
    const quantity = '12345678901234.000000000001'
    expect(short(await record([usageEvent('exact', { quantity, meter: 'llm.input_tokens' })]))).toEqual(['accepted'])
    expect(await totals('exact')).toEqual({ events: 1, quantity, amount: '37037036.703702000000' })
  })
})
