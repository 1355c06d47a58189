import { expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { listTakenOfReturns } from '@/db/queries/gone-credit'
import { migrateUpTo } from './migrate-up-to'
import { testDatabase } from './test-database'

type Grant = { readonly granted: number; readonly remaining?: number; readonly held?: number; readonly used?: number }
type Entry = readonly [kind: 'refund' | 'adjustment' | 'topup', reference: string, amount: number, grant?: string]
/** A purchase of 20.00 as it was kept. */
type Old = {
  readonly org: string
  readonly what: string
  readonly grants: Readonly<Record<string, Grant>>
  readonly entries: readonly Entry[]
  readonly refunds?: readonly (readonly [id: string, share: number, status: string, taken: number | null])[]
  readonly disputes?: readonly (readonly [id: string, amount: number, status: string])[]
  /** What is to be withheld then, and what was taken by return. */
  readonly toWithhold: number
  readonly taken: Readonly<Record<string, number>>
}

const old: readonly Old[] = [
  {
    org: 'plain',
    what: 'half was spent when all was refunded',
    grants: { g: { granted: 20, used: 8, held: 2 } },
    entries: [['refund', 'r', 10]],
    refunds: [['r', 20, 'succeeded', 10]],
    toWithhold: 10,
    taken: { r: 10 },
  },
  {
    org: 'withheld',
    what: 'usage was taken back since',
    grants: { g: { granted: 20, used: 5 } },
    entries: [
      ['refund', 'r', 10],
      ['adjustment', 'withheld:e:1:g', 5],
    ],
    refunds: [['r', 20, 'succeeded', 10]],
    toWithhold: 5,
    taken: { r: 15 },
  },
  {
    org: 'died',
    what: 'it was taken and not recorded yet',
    grants: { g: { granted: 20, used: 10 } },
    entries: [['refund', 'r', 10]],
    refunds: [['r', 20, 'requested', null]],
    toWithhold: 10,
    taken: { r: 10 },
  },
  {
    org: 'asked-for',
    what: 'Stripe was not reached yet',
    grants: { g: { granted: 20, used: 5, remaining: 15 } },
    entries: [],
    refunds: [['r', 20, 'requested', null]],
    toWithhold: 0,
    taken: {},
  },
  {
    org: 'lost',
    what: 'half of it is disputed and a part was refunded',
    grants: { g: { granted: 20, used: 13 } },
    entries: [
      ['adjustment', 'd', 7],
      ['refund', 'other', 0],
    ],
    refunds: [['r', 6, 'succeeded', 0]],
    disputes: [['d', 10, 'needs_response']],
    toWithhold: 9,
    taken: { r: 6, d: 1 },
  },
  {
    org: 'unheard',
    what: 'a dispute was noted and nothing taken yet',
    grants: { g: { granted: 20, used: 5, remaining: 15 } },
    entries: [],
    disputes: [['d', 20, 'needs_response']],
    toWithhold: 0,
    taken: {},
  },
  {
    org: 'won',
    what: 'a dispute was won, and what came back was refunded',
    grants: { g: { granted: 20, used: 8 }, back: { granted: 12, used: 4 } },
    entries: [
      ['adjustment', 'd', 12],
      ['topup', 'd:returned', 12, 'back'],
      ['refund', 'r:back', 8, 'back'],
    ],
    refunds: [['r', 20, 'succeeded', 8]],
    disputes: [['d', 20, 'won']],
    toWithhold: 12,
    taken: { d: 12, r: 8 },
  },
  {
    org: 'failed',
    what: 'the refund failed',
    grants: { g: { granted: 20, used: 5 }, back: { granted: 15, remaining: 15 } },
    entries: [
      ['refund', 'r', 15],
      ['topup', 'r:returned', 15, 'back'],
    ],
    refunds: [['r', 20, 'failed', 0]],
    toWithhold: 0,
    taken: { r: 15 },
  },
]

const { url, db, ownerSql } = await testDatabase('template1')
await migrateUpTo(url, '0070_lists-in-order')
const at = '2026-11-21T10:00:00Z'
for (const { org, grants, entries, refunds = [], disputes = [] } of old) {
  await ownerSql`insert into orgs (org_id, name, created_at) values (${org}, ${org}, ${at})`
  await ownerSql`insert into org_accounts (org_id, sequence, version) values (${org}, 9, 1)`
  for (const [place, [id, { granted, remaining = 0, held = 0, used = 0 }]] of Object.entries(grants).entries()) {
    const refunded = granted - remaining - held - used
    await ownerSql`
      insert into credit_grants (org_id, grant_id, origin, asset, priority, granted_at, sequence, granted, remaining, held,
        used, expired, refunded)
      values (${org}, ${id}, 'topup', 'CHF', 0, ${at}, ${place}, ${granted}, ${remaining}, ${held}, ${used}, 0, ${refunded})`
  }
  for (const [place, [kind, reference, amount, grant = 'g']] of entries.entries()) {
    if (amount > 0)
      await ownerSql`
        insert into ledger_entries (org_id, kind, reference, grant_id, asset, amount, occurred_at, recorded_at, recorded_by,
          sequence)
        values (${org}, ${kind}, ${reference}, ${grant}, 'CHF', ${kind === 'topup' ? amount : -amount}, ${at}, ${at},
          'system:stripe', ${place})`
  }
  await ownerSql`
    insert into purchases (org_id, purchase_id, kind, name, currency, price, credit, begun_at, begun_by, payment_intent_id,
      paid_at, grant_id, paid_by)
    values (${org}, 'p', 'topup', 'Credit', 'CHF', 20, 20, ${at}, 'user:u', 'pi_1', ${at}, 'g', 'system:stripe')`
  for (const [id, share, status, taken] of refunds) {
    await ownerSql`
      insert into refunds (org_id, refund_id, purchase_id, amount, share, reason, status, taken, requested_at, requested_by)
      values (${org}, ${id}, 'p', ${share}, ${share}, '', ${status}, ${taken}, ${at}, 'user:u')`
  }
  for (const [id, amount, status] of disputes) {
    await ownerSql`
      insert into disputes (org_id, dispute_id, purchase_id, amount, currency, reason, status, taken, returned, opened_at,
        read_at)
      values (${org}, ${id}, 'p', ${amount}, 'CHF', '', ${status}, 0, 0, ${`2026-11-21T11:00:00Z`}, ${at})`
  }
}
await migrate(url)

it.each(old)('what is to be withheld of credit whose money went back is known: $what', async ({ org, ...expected }) => {
  const [row] = await ownerSql<{ owed: number }[]>`
    select sum(to_withhold)::float as owed from credit_grants where org_id = ${org}`
  const taken = await listTakenOfReturns(db, org)
  expect({
    toWithhold: row?.owed,
    taken: Object.fromEntries([...taken].map(([id, each]) => [id, Number(each.taken) / 1e12])),
  }).toEqual({ toWithhold: expected.toWithhold, taken: expected.taken })
})

it('credit that came back is known to be of its purchase', async () => {
  expect(
    await ownerSql`select org_id, grant_id, returned_of from credit_grants where returned_of is not null order by 1`,
  ).toEqual([
    { org_id: 'failed', grant_id: 'back', returned_of: 'g' },
    { org_id: 'won', grant_id: 'back', returned_of: 'g' },
  ])
})
