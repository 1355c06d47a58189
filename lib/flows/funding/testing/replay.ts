import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { findAccount } from '@/db/queries/accounts'
import type { Account } from '@/lib/core/funding/account'
import { billerAt } from '@/lib/core/funding/biller'
import { chargeOf, ratioOf } from '@/lib/core/funding/charge'
import type { Grant, Origin } from '@/lib/core/funding/grant'
import { applyPosting, post, takeAway } from '@/lib/core/funding/post'
import { settle } from '@/lib/core/funding/till'
import { monthOf } from '@/lib/core/time/day'

type Fact = { readonly sequence: number; readonly happen: (account: Account) => Account }

const grantFacts = async (sql: Db['$client'], org: string): Promise<Fact[]> => {
  const rows = await sql<
    {
      id: string
      origin: Origin
      asset: string
      priority: number
      expires: string | null
      seq: string
      granted: string
    }[]
  >`select grant_id as id, origin, asset, priority, expires_at as expires, sequence::text as seq, granted::text
      from credit_grants where org_id = ${org}`
  return rows.map(({ id, origin, asset, priority, expires, seq, granted }) => {
    const expiresAt = expires === null ? null : Temporal.Instant.from(expires).epochNanoseconds
    const amount = readPico(granted)
    const none = { held: 0n, used: 0n, expired: 0n, refunded: 0n }
    const terms = { id, origin, asset, priority, expiresAt, sequence: BigInt(seq) }
    const grant: Grant = { ...terms, granted: amount, remaining: amount, ...none, returnedOf: null, toWithhold: 0n }
    return { sequence: Number(seq), happen: (account) => ({ ...account, grants: [...account.grants, grant] }) }
  })
}

const takenFacts = async (sql: Db['$client'], org: string): Promise<Fact[]> => {
  const rows = await sql<{ id: string; kind: 'refund' | 'adjustment' | 'expiration'; amount: string; seq: string }[]>`
    select grant_id as id, kind, (-amount)::text as amount, sequence::text as seq from ledger_entries
     where org_id = ${org} and kind in ('refund', 'adjustment', 'expiration')`
  return rows.map(({ id, kind, amount, seq }) => ({
    sequence: Number(seq),
    happen: (account) => applyPosting(account, takeAway(id, kind, readPico(amount))),
  }))
}

const chargeFacts = async (sql: Db['$client'], org: string, now: bigint): Promise<Fact[]> => {
  const rows = await sql<{ meter: string; quantity: string; amount: string; at: string; day: string; seq: string }[]>`
    select meter, quantity::text, amount::text, occurred_at as at, day_on as day, sequence::text as seq
      from usage_events e where org_id = ${org} and not exists (
        select from unfunded_usage u where u.org_id = e.org_id and u.idempotency_key = e.idempotency_key)`
  return rows.map(({ meter, quantity, amount, at, day, seq }) => ({
    sequence: Number(seq),
    happen: (account) => {
      const biller = billerAt(account.switches, Temporal.Instant.from(at).epochNanoseconds)
      const charge = chargeOf(ratioOf(account), biller, meter, readPico(quantity), readPico(amount))
      const { verdicts, moves } = settle(account, [{ biller, month: monthOf(day), charge, kind: 'charge' }], now)
      if (!verdicts[0]) throw new Error(`event ${seq} of ${org} was charged, but one after the other it is not paid`)
      return applyPosting(account, post(moves))
    },
  }))
}

/** What was paid of debts, each time: no usage that was paid when it came in has these sequences. */
const debtFacts = async (sql: Db['$client'], org: string): Promise<Fact[]> => {
  const rows = await sql<{ id: string; amount: string; seq: string }[]>`
    select l.grant_id as id, (-l.amount)::text as amount, l.sequence::text as seq from ledger_entries l
     where l.org_id = ${org} and l.kind = 'debit' and not exists (
       select from usage_events e where e.org_id = l.org_id and e.sequence = l.sequence and not exists (
         select from unfunded_usage u where u.org_id = e.org_id and u.idempotency_key = e.idempotency_key))`
  return rows.map(({ id, amount, seq }) => ({
    sequence: Number(seq),
    happen: (account) =>
      applyPosting(account, post([{ source: id, measure: 'money', used: readPico(amount), held: 0n }])),
  }))
}

/**
 * What an org's grants come to where everything that was committed happens again, one after the other in the order of
 * its sequence: with its settings as they are now, and without reservations.
 */
export const replayGrants = async (db: Db, org: string, now: Temporal.Instant) => {
  const loaded = await findAccount(db, org)
  if (!loaded) throw new Error(`there is no ${org}`)
  const sql = db.$client
  const facts = [
    ...(await grantFacts(sql, org)),
    ...(await takenFacts(sql, org)),
    ...(await chargeFacts(sql, org, now.epochNanoseconds)),
    ...(await debtFacts(sql, org)),
  ].sort((a, b) => a.sequence - b.sequence)
  let account: Account = { ...loaded.account, grants: [], months: new Map() }
  for (const { happen } of facts) account = happen(account)
  return account.grants.map(({ id, remaining, used, refunded }) => `${id} ${remaining} ${used} ${refunded}`).sort()
}

/** The same as the database has it. */
export const storedGrants = async (sql: Db['$client'], org: string) => {
  const rows = await sql<{ id: string; remaining: string; used: string; refunded: string }[]>`
    select grant_id as id, remaining::text, used::text, refunded::text from credit_grants where org_id = ${org}`
  return rows
    .map((row) => `${row.id} ${readPico(row.remaining)} ${readPico(row.used)} ${readPico(row.refunded)}`)
    .sort()
}
