import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { apply, inTurn, type Load, quantile } from './load'
import type { BenchResult } from './result'
import { type Stage, startFront, startServer } from './stage'

const connections = 32
export const at = '2026-11-10T12:00:00Z'
/** What a second of a sandbox costs, in money at twelve places. */
const price = 28_000_000n

export const longAgo = Temporal.Instant.from('2026-01-01T00:00:00Z')

const pad = (value: number): string => String(value).padStart(4, '0')
let batches = 0

/** A batch of one org as a caller sends it; the number of the batch takes the place of `#`. */
const oursOf = (org: string, size: number): string =>
  JSON.stringify({
    events: Array.from({ length: size }, (_, item) => ({
      idempotencyKey: `ours-#-${pad(item)}`,
      org,
      meter: 'sandbox.seconds',
      quantity: '61',
      occurredAt: at,
      resource: `sandbox-${item % 10}`,
    })),
  })

/** The same rows as bare columns, sorted by key. */
const bareOf = (org: string, size: number): string =>
  JSON.stringify(
    Array.from({ length: size }, (_, item) => ({
      org_id: org,
      idempotency_key: `bare-#-${pad(item)}`,
      input_hash: `\\x${'00'.repeat(32)}`,
      meter: 'sandbox.seconds',
      resource: `sandbox-${item % 10}`,
      quantity: '61',
      occurred_at: at,
      day_on: at.slice(0, 10),
      price_book: 'bench',
      price_version: '1',
      amount: '0.001708000000',
      postpaid: '0',
      recorded_at: at,
      sequence: '1',
    })),
  )

const numbered = (templates: readonly string[]) => (): string => {
  batches += 1
  return (templates[batches % templates.length] ?? '').replaceAll('#', String(batches))
}

/** Puts orgs on prepaid credit that a bench does not use up, or just so much of it. */
export const fund = async (stage: Stage, orgs: readonly string[], amount: bigint): Promise<void> => {
  for (const org of orgs) {
    await switchBiller(stage.ctx, org, 'prepaid', longAgo)
    await grant(stage, org, amount)
  }
}

let references = 0
const grant = (stage: Stage, org: string, amount: bigint) => {
  references += 1
  const credit = { origin: 'topup', asset: 'CHF', priority: 0, expiresAt: null, note: '' } as const
  return grantCredit(stage.ctx, org, { ...credit, amount, reference: `bench-${references}` })
}

const result = (
  name: string,
  { ours, bare, ratio }: Awaited<ReturnType<typeof inTurn>>,
  per: number,
  target: { ratio: number; perSecond: number },
): BenchResult => ({
  name,
  value: Math.round(ours.perSecond * per),
  unit: '1/s',
  baseline: Math.round(bare.perSecond * per),
  ratio,
  target: `ratio ≥ ${target.ratio}${target.perSecond > 0 ? `, ≥ ${target.perSecond}/s` : ''}`,
  pass: ratio >= target.ratio && ours.perSecond * per >= target.perSecond,
})

export const plain = (name: string, value: number, unit: string, target: string, pass: boolean): BenchResult => ({
  name,
  value,
  unit,
  baseline: null,
  ratio: null,
  target,
  pass,
})

/** Where the books of the stage's orgs disagree: nothing, if no credit was spent twice. */
const overspent = async (stage: Stage): Promise<number> => {
  const [row] = await stage.db.$client<{ wrong: number }[]>`
    select count(*)::int as wrong from credit_grants g
     where g.remaining < 0
        or g.used <> (select coalesce(-sum(e.amount), 0) from ledger_entries e
                       where e.org_id = g.org_id and e.grant_id = g.grant_id and e.kind = 'debit')
        or g.used <> (select coalesce(sum(u.amount), 0) from usage_events u
                       where u.org_id = g.org_id and u.paid_by = g.grant_id)`
  return row?.wrong ?? -1
}

const residentMb = (pid: number): number => {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(line?.[1] ?? 0) / 1024)
}

/** From the moment an event is sent that uses up an org's credit, until the gate refuses. */
const eventToGate = async (stage: Stage, org: string, front: string, headers: Record<string, string>) => {
  const rounds = stage.extent(150, 3)
  const post = (path: string, body: unknown) =>
    fetch(`${front}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const waited: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await grant(stage, org, 61n * price)
    const event = { idempotencyKey: `gate-${process.pid}-${round}`, org, meter: 'sandbox.seconds', quantity: 61 }
    const sent = performance.now()
    const answered = post('/api/v1/usage/events', { ...event, occurredAt: at })
    while ((await post('/api/v1/check', { org })).status !== 402) {
      if (performance.now() - sent > 10_000) throw new Error('the gate did not hear of the event within 10 s')
      await sleep(2)
    }
    waited.push(performance.now() - sent)
    await answered
  }
  waited.sort((a, b) => a - b)
  return quantile(waited, 0.99)
}

/** Ingest that is priced, funded and rolled up, and the gate, over HTTP. */
export const benchFunding = async (stage: Stage): Promise<BenchResult[]> => {
  const front = await startFront(stage)
  const bare = await startServer(stage, 'bench/bare-server.ts')
  const headers = { authorization: `Bearer ${stage.apiKey}` }
  const [last = '', ...orgs] = await stage.openOrgs('funding', stage.extent(100, 4))
  const [hotOrg = ''] = orgs
  await fund(stage, orgs, 10n ** 20n)
  await switchBiller(stage.ctx, last, 'prepaid', longAgo)
  const rounds = stage.extent(3, 1)
  const load = (url: string, body: () => string, over: Partial<Load> = {}): Load => ({
    url,
    method: 'POST',
    headers,
    connections,
    seconds: stage.extent(4, 0.1),
    body,
    ...over,
  })
  const events = `${front.address}/api/v1/usage/events`
  const insert = `${bare.address}/insert`
  const pair = (names: readonly string[], size: number, over: Partial<Load> = {}) =>
    inTurn(
      load(events, numbered(names.map((org) => oursOf(org, size))), over),
      load(insert, numbered(names.map((org) => bareOf(org, size))), over),
      rounds,
    )
  const batch = await pair(orgs, 1000, { connections: 8 })
  const single = await pair(orgs, 1)
  const hot = await pair([hotOrg], 1)
  const ask = numbered(orgs.map((org) => JSON.stringify({ org })))
  const check = await inTurn(load(`${front.address}/api/v1/check`, ask), load(`${bare.address}/look-up`, ask), rounds)
  const pressed = apply(load(events, numbered(orgs.map((org) => oursOf(org, 1))), { seconds: stage.extent(8, 0.2) }))
  const gateMs = await eventToGate(stage, last, front.address, headers)
  await pressed
  const wrong = await overspent(stage)
  const memory = residentMb(front.pid)
  return [
    result(`ingest, 1000 events a request, ${orgs.length} orgs`, batch, 1000, { ratio: 0.25, perSecond: 20_000 }),
    result(`ingest, one event a request, ${orgs.length} orgs`, single, 1, { ratio: 0, perSecond: 3000 }),
    result('ingest, one event a request, one hot org', hot, 1, { ratio: 0, perSecond: 1500 }),
    result('check', check, 1, { ratio: 0.6, perSecond: 0 }),
    plain('p99 of check', check.ours.p99, 'ms', '< 10', check.ours.p99 < 10),
    plain('p99 from event to gate, under single-event load', gateMs, 'ms', '< 250', gateMs < 250),
    plain('grants that disagree with ledger and events', wrong, '', '0', wrong === 0),
    plain('memory of the server afterwards', memory, 'MB', '< 400', memory < 400),
  ]
}
