import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Db, disconnect } from '@/db/client'
import { type EmbeddedPostgres, startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, cardOnFile, giveCredit, makeFunded } from '@/db/testing/funds'
import { randomOf, shuffled } from '@/db/testing/random'
import { formatDecimal } from '@/lib/core/money/decimal'
import { freePort } from '@/lib/platform/free-port'
import { isAlive } from '@/lib/platform/is-alive'
import { scratchFolder } from '@/lib/testing/scratch'
import { size } from '@/lib/testing/size'
import { recordPaymentMethod } from './record-payment-method'
import type { DebitingOrder, DebitingReport } from './testing/debiting-process'
import { disagreements, wrongGates } from './testing/disagreements'

const debits = size(20_000)
const processes = 2
const clientsEach = 16
const processKills = size(20)
const serverKills = size(5)
const seed = Math.floor(Math.random() * 2 ** 31)
const random = randomOf(seed)
/** A hot one, and others on other billers. */
const orgs = ['hot', 'hot', 'free', 'hot', 'linked', 'hot', 'invoice', 'hot']

/** Debits of each of the eight places above; each costs 0.05, or one of the units of what is linked. */
const eighth = debits / 8
/** So many are paid by free credit, and the others by card. */
const freeDebits = (eighth * 2) / 5
const priceOf = (count: number): bigint => amount('0.05') * BigInt(count)
const francs = (count: number): string => formatDecimal(priceOf(count), 12)

const folder = scratchFolder('killer')
chmodSync(folder, 0o755)
const settings = { fsync: 'off', max_connections: '60', port: String(await freePort()) }
let server: EmbeddedPostgres | null = null
let owner: Db | null = null

type Worker = {
  readonly child: ChildProcess
  readonly share: readonly number[]
  state: 'starting' | 'begun' | 'finished'
}

const running: Worker[] = []
const answers = new Map<number, string>()
const strange: string[] = []
const killed = { processes: 0, servers: 0 }

/** A process with its share: what was not answered yet, and some of what was, which it does not know of any more. */
const start = (url: string, share: readonly number[]): Worker => {
  const left = share.filter((debit) => !answers.has(debit) || random() < 1 / 50)
  const order: DebitingOrder = { url, clients: clientsEach, orgs, debits: left }
  const child = fork(
    resolve('lib/cli/run.mjs'),
    ['lib/flows/funding/testing/debiting-process.ts', JSON.stringify(order)],
    {
      env: { ...process.env, KONTOR_LOG_LEVEL: 'silent' },
    },
  )
  const worker: Worker = { child, share, state: 'starting' }
  child.on('message', (message: DebitingReport) => {
    if (message.kind !== 'charged') worker.state = message.kind
    else if (message.answer === 'accepted' || message.answer === 'repeated') note(message)
    else strange.push(`${message.debit}: ${message.answer}`)
  })
  return worker
}

const note = ({ debit, answer }: Extract<DebitingReport, { kind: 'charged' }>): void => {
  if (answers.has(debit) && answer !== 'repeated') strange.push(`${debit} was ${answers.get(debit)}, then ${answer}`)
  answers.set(debit, answer)
}

const killProcess = async (url: string): Promise<void> => {
  const [victim] = shuffled(
    running.filter(({ state, child }) => state === 'begun' && child.exitCode === null),
    random,
  )
  if (!victim) return
  const gone = once(victim.child, 'exit')
  victim.child.kill('SIGKILL')
  await gone
  killed.processes += 1
  running.splice(running.indexOf(victim), 1, start(url, victim.share))
}

/** Starts the server on its old data and port; backends of a dead one may hold on to its memory for a moment. */
const startServer = async (): Promise<EmbeddedPostgres> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startEmbedded(folder, settings)
    } catch (error) {
      if (attempt === 50) throw error
      await sleep(100)
    }
  }
}

const killServer = async (): Promise<void> => {
  if (!server) return
  process.kill(server.pid, 'SIGKILL')
  while (isAlive(server.pid)) await sleep(5)
  killed.servers += 1
  server = await startServer()
}

/**
 * Kills one thing after the other as the debits go on: after every few processes, the server. A process that is done
 * before that asks some of its debits once more.
 */
const killAlong = async (url: string): Promise<void> => {
  const kills = processKills + serverKills
  const every = kills / serverKills
  for (;;) {
    const done = killed.processes + killed.servers
    if (done === kills && running.every(({ child }) => child.exitCode !== null)) return
    const due = done < kills && answers.size >= (debits * done) / kills
    if (due && done % every === every - 1) await killServer()
    else if (due) await killProcess(url)
    for (const [place, { child, share }] of running.entries()) {
      if (done < kills && child.exitCode === 0) running.splice(place, 1, start(url, share))
    }
    await sleep(10)
  }
}

const fund = async (db: Db): Promise<void> => {
  const ctx = contextOf(db)
  await preparePlatform(db)
  await makeFunded(db, 'hot', 'prepaid', francs(eighth * 2))
  // Together exactly what the debits will cost.
  for (const part of [1, eighth - 1, eighth, eighth]) await giveCredit(ctx, 'hot', francs(part), { priority: 1 })
  await makeFunded(db, 'free', 'free_credit', francs(freeDebits))
  await recordPaymentMethod(ctx, 'free', cardOnFile())
  await makeFunded(db, 'linked', 'linked', `${eighth}`)
  await makeFunded(db, 'invoice', 'invoice')
}

beforeAll(async () => {
  server = await startServer()
  const { url } = server
  await migrate(url)
  owner = connect({ url, role: 'owner', connections: 2 })
  const app = connect({ url, role: 'kontor_app', connections: 8 })
  await fund(app)
  await disconnect(app)
  await disconnect(owner)
  const all = Array.from({ length: debits }, (_, debit) => debit)
  for (let place = 0; place < processes; place += 1) {
    running.push(
      start(
        url,
        all.filter((debit) => debit % processes === place),
      ),
    )
  }
  await killAlong(url)
  owner = connect({ url, role: 'owner', connections: 2 })
  const ends = running.map(({ child, state }) => [child.exitCode, state])
  expect(ends, `seed ${seed}`).toEqual(Array(processes).fill([0, 'finished']))
}, 240_000)

afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  if (owner) await disconnect(owner)
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const sql = () => {
  if (!owner) throw new Error('the server is not there')
  return owner
}

describe(`${debits} debits, while processes and the database are killed under them`, () => {
  it('went through all of that, and every client was answered in the end', () => {
    expect(killed).toEqual({ processes: processKills, servers: serverKills })
    expect(strange, `seed ${seed}`).toEqual([])
    expect(answers.size).toBe(debits)
  })

  it('are charged once each, for exactly what they cost', async () => {
    const [row] = await sql().$client`
      select count(*)::int as events, count(distinct idempotency_key)::int as keys, sum(amount)::text as amount,
             count(*) filter (where amount <> 0.05)::int as odd from usage_events`
    expect(row, `seed ${seed}`).toEqual({
      events: debits,
      keys: debits,
      amount: formatDecimal(priceOf(debits), 12),
      odd: 0,
    })
    expect(await booksOf(sql(), 'hot')).toMatchObject({
      used: priceOf(eighth * 5),
      remaining: 0n,
      held: 0n,
      ledger: 0n,
    })
    expect(await booksOf(sql(), 'free')).toMatchObject({
      used: priceOf(freeDebits),
      postpaid: priceOf(eighth - freeDebits),
    })
    expect(await booksOf(sql(), 'linked')).toMatchObject({
      used: amount(`${eighth}`),
      remaining: 0n,
      postpaid: 0n,
    })
    expect(await booksOf(sql(), 'invoice')).toMatchObject({
      postpaid: priceOf(eighth),
      spent: priceOf(eighth),
    })
  })

  it('left grants, ledger, months, roll-up and gates in agreement', async () => {
    expect(await disagreements(sql().$client), `seed ${seed}`).toEqual([])
    expect(await wrongGates(sql(), ['hot', 'free', 'linked', 'invoice'], today), `seed ${seed}`).toEqual([])
  })
})
