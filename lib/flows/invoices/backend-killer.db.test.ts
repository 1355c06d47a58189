import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '@/db/commands/call'
import { type BackendKiller, startKilling } from '@/db/testing/backend-killer'
import { type CardDesk, deliver, openCardDesk } from '@/db/testing/card-payments'
import { at, contextOf, issueFor, machine, makeOrg, payer, preparePlatform, usageEvent } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { markInvoicePaid } from '@/lib/flows/payments/mark-invoice-paid'
import { settleCheckout } from '@/lib/flows/payments/settle-checkout'
import { startCheckout } from '@/lib/flows/payments/start-checkout'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { size } from '@/lib/testing/size'
import { issueInvoice } from './issue-invoice'

const { url, db, sql, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const killer = postgres(url, { max: 1, connection: { application_name: 'killer' }, onnotice: () => {} })
afterAll(() => killer.end())

const months = ['2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09']
const orgs = Array.from({ length: size(60) }, (_, index) => `org-${index}`)
/** Longer than a few calls that each give up after fifteen seconds; a call that is still not settled hangs. */
const deadlineMs = 60_000

const answers: { readonly name: string; readonly code: string }[] = []
const escaped: unknown[] = []
const noteEscaped = (error: unknown) => void escaped.push(error)
let killing: BackendKiller
let kills = 0

/** Asks, and asks again where the portal says that it cannot be reached, as callers do on a 503. */
const settles = async (name: string, work: () => Promise<unknown>): Promise<string> => {
  const late = new AbortController()
  const hung = sleep(deadlineMs, 'hung', { signal: late.signal }).catch(() => 'hung')
  let code = 'unavailable'
  while (code === 'unavailable') {
    code = await Promise.race([codeOf(work()).catch((error: unknown) => `failed: ${error}`), hung])
    answers.push({ name, code })
    if (code !== 'unavailable') killing.answered()
  }
  late.abort()
  return code
}

const usage = async (org: string): Promise<void> => {
  const events = ['2026-01', ...months].map((month) =>
    usageEvent(org, { key: `${org} ${month}`, at: at(`${month}-15T10:00:00Z`).toString() }),
  )
  await recordUsageBatch(contextOf(db, machine()), events)
}

/** The invoice of an org is paid by card, by two tabs, a webhook that comes twice, and of every third by bank as well. */
const payJanuary = async (desk: CardDesk, org: string, invoiceId: string, byBank: boolean): Promise<void> => {
  const member = contextOf(db, payer(org))
  const secrets = new Set<string>()
  const open = () =>
    settles('start', async () => {
      secrets.add((await startCheckout(member, desk.stripe, org, invoiceId)).clientSecret)
    })
  await Promise.all([open(), open()])
  expect(secrets.size).toBe(1)
  for (const secret of secrets) expect(await desk.pay(secret)).toBe('paid')
  const events = await desk.webhooks('checkout.session.completed')
  const bank = () => markInvoicePaid(ctx, desk.stripe, org, invoiceId, { paidOn: '2026-11-21', reference: 'bank' })
  await Promise.all([
    ...[...events, ...events].map((event) => settles('webhook', () => deliver(ctx, desk.stripe, event))),
    settles('return', () => settleCheckout(member, desk.stripe, org, invoiceId)),
    ...(byBank ? [settles('bank', bank)] : []),
  ])
}

const inTurns = async (jobs: readonly (() => Promise<unknown>)[], turns: number): Promise<void> => {
  const left = [...jobs]
  const turn = async () => {
    for (let job = left.shift(); job; job = left.shift()) await job()
  }
  await Promise.all(Array.from({ length: turns }, turn))
}

beforeAll(async () => {
  process.on('unhandledRejection', noteEscaped)
  process.on('uncaughtException', noteEscaped)
  await preparePlatform(db)
  await Promise.all(orgs.map((org) => makeOrg(db, org)))
  await Promise.all(orgs.map(usage))
  const paying = orgs.map((org, index) => async () => {
    const { invoiceId } = await issueFor(ctx, org, '2026-01')
    return () => payJanuary(openCardDesk(), org, invoiceId, index % 3 === 0)
  })
  const payments: (() => Promise<void>)[] = []
  for (const prepare of paying) payments.push(await prepare())
  const issues = months.flatMap((month) =>
    orgs.map((org) => () => settles('issue', () => issueInvoice(ctx, org, month))),
  )
  const reports = orgs.map((org) => () => settles('usage', () => usage(org)))
  killing = startKilling(killer, 4)
  await Promise.all([inTurns(issues, 12), inTurns(payments, 6), inTurns(reports, 2)])
  kills = await killing.stop()
}, 280_000)

afterAll(() => {
  process.off('unhandledRejection', noteEscaped)
  process.off('uncaughtException', noteEscaped)
})

const codesOf = (name: string) =>
  answers.filter((answer) => answer.name === name && answer.code !== 'unavailable').map(({ code }) => code)

describe('with a backend terminated after every few answers', () => {
  it('backends really died, and no error escaped its call', () => {
    expect(kills).toBeGreaterThan(size(40))
    expect(escaped).toEqual([])
  })

  it('hardly a call is told to come back later', () => {
    const sentAway = answers.filter(({ code }) => code === 'unavailable')
    expect(sentAway.length).toBeLessThan(Math.max(5, answers.length / 100))
  })

  it('every call settles, and none fails for it', () => {
    expect(new Set(codesOf('issue'))).toEqual(new Set(['ok']))
    expect(new Set(codesOf('usage'))).toEqual(new Set(['ok']))
    expect(new Set(codesOf('start'))).toEqual(new Set(['ok']))
    expect(new Set(codesOf('webhook'))).toEqual(new Set(['ok']))
    expect(new Set(codesOf('return'))).toEqual(new Set(['ok']))
    expect([...new Set(codesOf('bank'))].filter((code) => code !== 'ok' && code !== 'already_paid')).toEqual([])
  })

  it('every invoice is there once, in an order of numbers without a gap', async () => {
    const total = orgs.length * (months.length + 1)
    const [row] = await ownerSql`
      select count(*)::int as invoices, count(distinct (org_id, month_on))::int as months,
             count(distinct number)::int as numbers, max(split_part(number, '-', 2)::int) as last from invoices`
    expect(row).toEqual({ invoices: total, months: total, numbers: total, last: total })
    const [register] = await ownerSql`
      select count(*)::int as numbers, min(number) as first, max(number) as last from issued_numbers`
    expect(register).toEqual({ numbers: total, first: 1, last: total })
    const [lines] = await ownerSql`select count(*)::int as lines, sum(amount)::text as amount from invoice_lines`
    expect(lines).toEqual({ lines: total, amount: `${total * 5}.00` })
  })

  it('every invoice that was paid has one payment that paid it, and every card payment is recorded once', async () => {
    const rows = await ownerSql<{ invoice: number; card: number; refs: number; paid: boolean }[]>`
      select count(*) filter (where p.applied_to = 'invoice')::int as invoice,
             count(*) filter (where p.via = 'card')::int as card, count(distinct p.reference)::int as refs,
             bool_and(i.paid_at is not null) as paid
        from invoices i left join payments p using (org_id, invoice_id)
       where i.month_on = '2026-01-01' group by i.org_id`
    expect(rows).toHaveLength(orgs.length)
    for (const row of rows) expect(row).toMatchObject({ invoice: 1, card: 1, paid: true })
    const events = await ownerSql`select state, count(*)::int as events from stripe_events group by state`
    expect([...events]).toEqual([{ state: 'done', events: orgs.length }])
  })

  it('usage that was sent again is counted once, and the audit chain holds', async () => {
    const [row] = await ownerSql`
      select (select count(*)::int from usage_events) as events, (select sum(events)::int from usage_daily) as rolled,
             audit_break() as broken`
    const events = orgs.length * (months.length + 1)
    expect(row).toEqual({ events, rolled: events, broken: null })
  })

  it('the pool works afterwards, on every connection', async () => {
    const ask = () => call(() => sql<{ role: string }[]>`select pg_sleep(0.02), current_user as role`)
    const rows = await Promise.all(Array.from({ length: 60 }, ask))
    expect(new Set(rows.map(([row]) => row?.role))).toEqual(new Set(['kontor_app']))
  })
})
