import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { at, fund, longAgo, plain } from './funding'
import { type Answered, apply, type Call, open, quantile } from './load'
import type { BenchResult } from './result'
import { type Stage, startFront, startServer } from './stage'

const clients = 40

/** What a client does, one after the other; each begins at another place. A start is settled or released at once. */
const round = [
  'use', 'start', 'use', 'check', 'grant', 'use', 'use', 'start', 'large', 'use',
  'use', 'take', 'use', 'grant', 'use', 'start', 'check', 'use', 'use', 'start',
] as const // biome-ignore format: two rows of ten

type Kind = (typeof round)[number] | 'settle' | 'release'
type Timed = { readonly kind: Kind; readonly ms: number; readonly status: number }

type Client = { readonly ask: (kind: Kind, call: Call) => Promise<Answered>; granted: string }

/** Too little is left, and what was used waits; or so much is happening that the call was not let in. */
const accepts = [402, 503]

let keys = 0
const nextKey = (): string => {
  keys += 1
  return `hot-${process.pid}-${keys}`
}

/** The calls of one org: usage that is paid or has to wait, starts, credit that comes and goes. */
const callsOf = (front: string, headers: Record<string, string>, org: string) => {
  const post = (path: string, body: object): Call => ({
    url: `${front}${path}`,
    method: 'POST',
    headers,
    body: () => JSON.stringify(body),
    accepts,
  })
  const use = (quantity: string, more: object = {}): Call => {
    const event = { idempotencyKey: nextKey(), org, meter: 'sandbox.seconds', quantity, occurredAt: at, ...more }
    return post('/api/v1/usage/events', event)
  }
  const start = { org, meter: 'sandbox.seconds', quantity: '61', reserve: true }
  return {
    use: () => use('61'),
    /** Costs more than is granted at once: for a while it waits, and all that comes after it. */
    large: () => use('16000'),
    start: (key: string) => post('/api/v1/check', { ...start, idempotencyKey: key }),
    settle: (key: string) => use('30', { reservation: key }),
    release: (key: string): Call => ({
      url: `${front}/api/v1/orgs/${org}/reservations/${key}`,
      method: 'DELETE',
      headers,
      accepts,
    }),
    check: () => post('/api/v1/check', { org }),
    grant: () => post(`/api/admin/orgs/${org}/grants`, { amount: '0.30', reference: nextKey() }),
    take: (grant: string) =>
      post(`/api/admin/orgs/${org}/grants/${grant}/take-back`, {
        amount: '0.10',
        kind: 'adjustment',
        reference: nextKey(),
      }),
  }
}

/** Does what is next for a client, and what belongs to it. */
const step = async (client: Client, calls: ReturnType<typeof callsOf>, kind: (typeof round)[number]): Promise<void> => {
  if (kind === 'start') {
    const key = nextKey()
    const { status } = await client.ask('start', calls.start(key))
    const end = keys % 3 === 0 ? 'release' : 'settle'
    if (status === 200) await client.ask(end, calls[end](key))
  } else if (kind === 'take') {
    if (client.granted !== '') await client.ask('take', calls.take(client.granted))
  } else {
    const { body } = await client.ask(kind, calls[kind]())
    if (kind === 'grant') client.granted = /"grant":"([^"]+)"/.exec(body)?.[1] ?? ''
  }
}

/** Forty clients change one org at once for a while. */
const hammer = async (front: string, headers: Record<string, string>, org: string, seconds: number) => {
  const timed: Timed[] = []
  const calls = callsOf(front, headers, org)
  const began = performance.now()
  const until = began + seconds * 1000
  const work = async (place: number): Promise<void> => {
    const connection = await open(front)
    const ask = async (kind: Kind, call: Call): Promise<Answered> => {
      const before = performance.now()
      const answered = await connection.ask(call)
      timed.push({ kind, ms: performance.now() - before, status: answered.status })
      return answered
    }
    const client: Client = { ask, granted: '' }
    for (let turn = place; performance.now() < until; turn += 1) {
      const kind = round[turn % round.length]
      if (kind) await step(client, calls, kind)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: clients }, (_, place) => work(place)))
  return { timed, perSecond: timed.length / ((performance.now() - began) / 1000) }
}

const sorted = (timed: readonly Timed[]): number[] => timed.map(({ ms }) => ms).sort((a, b) => a - b)

/** What each kind of call took, on standard error: which of them a missed target is about. */
const tell = (timed: readonly Timed[]): void => {
  for (const kind of new Set(timed.map((each) => each.kind))) {
    const own = timed.filter((each) => each.kind === kind)
    const ms = sorted(own)
    const refused = own.filter(({ status }) => status !== 200).length
    const figures = [0.5, 0.95, 1].map((part) => Math.round(quantile(ms, part)))
    console.error(`${kind}: ${own.length}, ${refused} refused; p50, p95 and longest: ${figures.join(', ')} ms`)
  }
}

/** Grants of an org that have another rest than their ledger says, or paid another sum than usage says. */
const disagreeing = async (stage: Stage, org: string): Promise<number> => {
  const [row] = await stage.db.$client<{ wrong: number }[]>`
    with parts as (
      select e.paid_by as source, e.amount from usage_events e where e.org_id = ${org} and e.parts is null
      union all
      select p->>'source', (p->>'amount')::numeric from usage_events e, jsonb_array_elements(e.parts) p
       where e.org_id = ${org}
      union all
      select p->>'source', (p->>'amount')::numeric from unfunded_usage u, jsonb_array_elements(u.parts) p
       where u.org_id = ${org} and u.charged_at is null
    ), paid as (select source, sum(amount) as amount from parts group by 1),
    ledger as (select grant_id, sum(amount) as rest from ledger_entries where org_id = ${org} group by 1)
    select count(*)::int as wrong
      from credit_grants g left join paid p on p.source = g.grant_id left join ledger l on l.grant_id = g.grant_id
     where g.org_id = ${org}
       and (g.remaining < 0 or g.used <> coalesce(p.amount, 0) or l.rest is distinct from g.remaining + g.held)`
  return row?.wrong ?? -1
}

/**
 * One organization that forty clients change at once in every way, and another one beside it. The baseline is as many
 * clients that update one row in turn: no order of changes of one organization can be quicker than that.
 */
export const benchHotOrg = async (stage: Stage): Promise<BenchResult[]> => {
  const front = await startFront(stage)
  const bare = await startServer(stage, 'bench/bare-server.ts')
  const headers = { authorization: `Bearer ${stage.apiKey}`, 'content-type': 'application/json' }
  const [hot = '', quiet = '', row = ''] = await stage.openOrgs('hot', 3)
  await switchBiller(stage.ctx, hot, 'prepaid', longAgo)
  await fund(stage, [quiet], 10n ** 20n)
  const seconds = stage.extent(20, 0.5)
  const beside: Call = callsOf(front.address, headers, quiet).check()
  const use = callsOf(front.address, headers, quiet)
  const quietLoad = (load: Call) => ({ ...load, connections: 1, seconds })
  const uses = { ...use.use(), body: () => String(use.use().body?.(0)) }
  await hammer(front.address, headers, hot, stage.extent(2, 0.2))
  const inOrder = { url: `${bare.address}/in-order`, method: 'POST', body: () => JSON.stringify({ org: row }) } as const
  const base = await apply({ ...inOrder, connections: clients, seconds: seconds / 2 })
  const [{ timed, perSecond }, checks, ingests] = await Promise.all([
    hammer(front.address, headers, hot, seconds),
    apply(quietLoad(beside)),
    apply(quietLoad(uses)),
  ])
  tell(timed)
  const ms = sorted(timed)
  const [p95, longest] = [quantile(ms, 0.95), ms.at(-1) ?? 0]
  const late = timed.filter(({ status }) => status === 503).length
  const wrong = await disagreeing(stage, hot)
  return [
    {
      name: `changes of one hot organization, ${clients} clients`,
      value: Math.round(perSecond),
      unit: '1/s',
      baseline: Math.round(base.perSecond),
      ratio: perSecond / base.perSecond,
      target: '',
      pass: true,
    },
    {
      name: 'p95 of these',
      value: p95,
      unit: 'ms',
      baseline: base.p95,
      ratio: base.p95 / p95,
      target: '< 250',
      pass: p95 < 250,
    },
    plain('of these not let in', late, '', '0', late === 0),
    plain('the longest of these', longest, 'ms', '< 5000', longest < 5000),
    plain('p95 of check of another organization meanwhile', checks.p95, 'ms', '< 100', checks.p95 < 100),
    plain('p95 of ingest of another organization meanwhile', ingests.p95, 'ms', '< 250', ingests.p95 < 250),
    plain('its grants that disagree with ledger and events', wrong, '', '0', wrong === 0),
  ]
}
