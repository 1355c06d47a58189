import { createHash, randomBytes } from 'node:crypto'
import { connect, disconnect } from '@/db/client'
import { signInIdentity } from '@/db/commands/sign-in-identity'
import { startSession } from '@/db/commands/user-sessions'
import { pageRules } from '@/e2e/access/page-rules'
import { clock, daysAgo, thisMonth } from '@/e2e/dates'
import { dayStart } from '@/lib/core/time/billing-day'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { quantile } from './load'
import type { BenchResult } from './result'
import { month, type Stage, startFront } from './stage'

const resources = 200
const zone = 'Europe/Zurich'
/** The day on which half of all events happened. */
const busyDay = daysAgo(1)

/** Events of an org in the running month, half of them on one day of it, with the days they add up to. */
const fill = async (stage: Stage, org: string, events: number): Promise<void> => {
  const owner = connect({ url: stage.url, role: 'owner', connections: 1 })
  const sql = owner.$client
  const [from, until] = [dayStart(`${thisMonth}-01`, zone).toString(), clock().toString()]
  await sql`
    insert into usage_events (org_id, idempotency_key, input_hash, meter, resource, quantity, occurred_at, day_on,
      price_book, price_version, amount, biller, paid_by, postpaid, recorded_at, sequence)
    select ${org}, 'rolled-' || n, sha256(n::text::bytea), 'sandbox.seconds', 'sandbox-' || n % ${resources}, 61,
           t.at, (t.at at time zone ${zone})::date, 'bench', 1, 61 * 0.000028, 'invoice', 'postpaid',
           61 * 0.000028, t.at, n
      from generate_series(1, ${events}::integer) n
     cross join lateral (
       select case when n % 2 = 0 then ${dayStart(busyDay, zone).toString()}::timestamptz + interval '23 h' * part
                   else ${from}::timestamptz + (${until}::timestamptz - ${from}::timestamptz) * part end as at
         from (select (n / ${events}::numeric)::float8 as part) parts) t`
  await sql`
    insert into usage_daily
      (org_id, day_on, meter, resource, price_book, price_version, quantity, amount, postpaid, events)
    select org_id, day_on, meter, resource, price_book, price_version, sum(quantity), sum(amount), sum(postpaid), count(*)
      from usage_events where org_id = ${org} group by 1, 2, 3, 4, 5, 6`
  await sql`update org_accounts set sequence = sequence + ${events}::integer where org_id = ${org}`
  await sql`analyze`
  await disconnect(owner)
}

/** The cookie of an admin's session. */
const cookieOf = async (stage: Stage): Promise<string> => {
  const identity = { issuer: 'bench', subject: 'bench', email: 'bench@kontor.example', emailVerified: true }
  const { userId } = await signInIdentity(stage.db, { ...identity, name: 'Bench' }, 'usr_bench', stage.ctx.now)
  const secret = randomBytes(32).toString('base64url')
  const secretSha256 = createHash('sha256').update(secret).digest()
  const session = { sessionId: 'ses_bench', secretSha256, userId: userId ?? '', via: 'demo', device: '' } as const
  const now = clock()
  const since = { startedBy: now, seenBy: now }
  await startSession(stage.db, { ...session, at: now }, { secretSha256: null, most: 1, ...since }, null)
  return `next-auth.session-token=${secret}`
}

/** The 95th percentile of the time to a whole answer, asked one after the other; null if it only leads elsewhere. */
const p95Of = async (url: string, headers: Record<string, string>, turns: number): Promise<number | null> => {
  const took: number[] = []
  for (let turn = -Math.min(5, turns - 1); turn < turns; turn += 1) {
    const started = performance.now()
    const answer = await fetch(url, { headers, redirect: 'manual' })
    if (answer.status >= 300 && answer.status < 400) return null
    const text = await answer.text()
    if (!answer.ok || text.length < 100) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 200)}`)
    if (turn >= 0) took.push(performance.now() - started)
  }
  return Math.round(
    quantile(
      took.sort((a, b) => a - b),
      0.95,
    ),
  )
}

const row = (name: string, value: number): BenchResult => ({
  name: `p95 of ${name}`,
  value,
  unit: 'ms',
  baseline: null,
  ratio: null,
  target: '< 300',
  pass: value < 300,
})

/** What everybody waits for, on each page, where a customer has a million events in the month. */
export const benchPages = async (stage: Stage): Promise<BenchResult[]> => {
  const [org = ''] = await stage.openOrgs('pages', 1)
  await fill(stage, org, stage.extent(1_000_000, 1_000))
  const { invoiceId } = await issueInvoice(stage.ctx, org, month)
  const { address } = await startFront(stage)
  const summary = `${address}/api/v1/usage/summary?org=${org}`
  const cookie = await cookieOf(stage)
  const asks = stage.extent(60, 1)
  // Who only wants to see it run asks for a few pages.
  const paths = Object.keys(pageRules).filter((_, index) => index % stage.extent(1, 5) === 0)
  const usage = {
    'a day with half of them': `from=${busyDay}&to=${busyDay}`,
    'their meter': 'meter=sandbox.seconds',
    'a resource': 'resource=sandbox-7',
  }
  const asked = [
    { name: 'the summary of the month', url: summary, headers: { authorization: `Bearer ${stage.apiKey}` } },
    ...Object.entries(usage).map(([of, query]) => ({
      name: `the events of ${of}`,
      url: `${address}/o/${org}/usage?${query}`,
      headers: { cookie },
    })),
    ...paths.map((path) => ({
      name: path,
      url: address + path.replace('[org]', org).replace('[invoiceId]', invoiceId),
      headers: { cookie },
    })),
  ]
  const results: BenchResult[] = []
  for (const { name, url, headers } of asked) {
    const value = await p95Of(url, headers, asks)
    if (value !== null) results.push(row(name, value))
  }
  return results
}
