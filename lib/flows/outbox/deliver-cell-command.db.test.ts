import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { findStoredGate } from '@/db/queries/gate-row'
import { contextOf, machine, makeOrg, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { randomOf } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import { writeFundingSettings } from '@/lib/flows/funding/save-funding'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { type BusyCells, deliverCalls } from './deliver'
import { type Fault, faults, startCell, type TestCell } from './testing/cell'
import { plantCell, plantHalt } from './testing/plant-halt'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

let now = today
let fault: Fault = 'ok'
const timeoutMs = 250
/** For cells that answer in the end, on a machine that is busy with something else too. */
const patientMs = 120_000
const cells: TestCell[] = []
const openCell = async (name: string, faultOf: () => Fault = () => fault): Promise<TestCell> => {
  const cell = await startCell(faultOf, () => now)
  cells.push(cell)
  await plantCell(ownerSql, name, cell.url, cell.secret)
  return cell
}
afterAll(() => Promise.all(cells.map((cell) => cell.close())))
beforeEach(() => {
  fault = 'ok'
})

/** One round, to its end. */
const deliver = async (): Promise<number> => {
  const busy: BusyCells = new Map()
  const taken = await deliverCalls(contextOf(db, undefined, now), busy, timeoutMs)
  await Promise.all(busy.values())
  expect(busy.size).toBe(0)
  return taken
}
const pass = (seconds: number) => {
  now = now.add({ seconds })
}
/** Rounds, an hour apart, until nothing is left to do. */
const drain = async (): Promise<void> => {
  for (let rounds = 0; (await waiting()) > 0; rounds += 1) {
    if (rounds > 200) throw new Error('the outbox does not empty')
    pass(3600)
    await deliver()
  }
}
const waiting = async (): Promise<number> => {
  const [row] = await ownerSql<{ count: number }[]>`select count(*)::int from outbox where done_at is null`
  return row?.count ?? -1
}
const deliveriesOf = (org: string) => ownerSql`
  select message_id, cell, command, generation::int, status, outcome, error from cell_deliveries
   where org_id = ${org} order by delivery_id`
const halt = (org: string, halted: boolean, cell: string | null) => plantHalt(ownerSql, { org, halted, cell, at: now })

const plantNotice = async (org: string): Promise<void> => {
  await makeOrg(db, org)
  const at = now.toString()
  await ownerSql`
    insert into quota_weeks (org_id, week_id, week, starts_at, ends_at, plan, plan_version, quota, used, held, opened_at)
    values (${org}, 'qw:1', '2026-W47', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z', 'team', 1, 100, 80.5, 0, ${at})`
  await ownerSql`insert into outbox (kind, org_id, reference, created_at, due_at)
    values ('quota_notice', ${org}, 'qw:1:80', ${at}, ${at})`
}

describe('a command', () => {
  it('reaches the cell signed, says what the gate says, and is sent no more once acknowledged', async () => {
    const cell = await openCell('plain')
    const began = now
    await halt('plain', true, 'plain')
    pass(5)
    expect([await deliver(), await waiting()]).toEqual([1, 0])
    pass(7200)
    expect(await deliver()).toBe(0)
    expect(cell.received).toEqual([
      {
        id: 'cmd_plain_1',
        command: {
          type: 'org.halt',
          org: 'plain',
          generation: 1,
          reason: 'credits_used_up',
          biller: 'prepaid',
          at: began.toString(),
        },
      },
    ])
    expect(await deliveriesOf('plain')).toMatchObject([{ outcome: 'acknowledged', status: 204, command: 'halt' }])
    await halt('plain', false, 'plain')
    await deliver()
    expect(cell.orgs.get('plain')).toEqual({ halted: false, generation: 2 })
  })

  it.each([
    ['fails', 500, 'It answered 500.'],
    ['moved', 301, 'It answered 301.'],
    ['silent', null, 'No answer within 250 ms.'],
    ['late', null, 'No answer within 250 ms.'],
    ['closes', null, 'socket hang up'],
    ['acts and fails', 503, 'It answered 503.'],
  ] as const)('is sent again, under the same id, by a cell that %s', async (what, status, error) => {
    const org = `again-${what.replaceAll(' ', '-')}`
    const cell = await openCell(org)
    fault = what
    await halt(org, true, org)
    await deliver()
    expect(await deliveriesOf(org)).toMatchObject([{ outcome: 'failed', status, error, cell: org, generation: 1 }])
    expect(await deliver()).toBe(0)
    pass(5)
    await deliver()
    pass(3)
    expect(await deliver()).toBe(0)
    pass(5)
    fault = 'ok'
    expect([await deliver(), await waiting()]).toEqual([1, 0])
    expect((await deliveriesOf(org)).map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'acknowledged'])
    expect([...new Set(cell.received.map(({ id }) => id))]).toEqual([`cmd_${org}_1`])
    expect(new Set(cell.received.map(({ command }) => JSON.stringify(command))).size).toBe(1)
    expect(cell.effects).toEqual(new Map([[`cmd_${org}_1`, 1]]))
    expect(cell.strays).toEqual([])
  })

  it('is not sent once a newer one exists, and is kept as overtaken', async () => {
    const cell = await openCell('passed')
    fault = 'fails'
    await halt('passed', true, 'passed')
    await deliver()
    await halt('passed', false, 'passed')
    await halt('passed', true, 'passed')
    fault = 'ok'
    pass(10)
    await deliver()
    expect(await waiting()).toBe(0)
    expect(cell.received.map(({ id }) => id)).toEqual(['cmd_passed_1', 'cmd_passed_3'])
    expect(
      (await deliveriesOf('passed')).map(({ outcome, command, generation }) => [outcome, command, generation]),
    ).toEqual(
      expect.arrayContaining([
        ['failed', 'halt', 1],
        ['overtaken', 'halt', 1],
        ['overtaken', 'unblock', 2],
        ['acknowledged', 'halt', 3],
      ]),
    )
  })

  it('waits for a cell that is not set up, and has nobody to tell where the org lost its cell', async () => {
    await halt('early', true, 'unborn')
    await deliver()
    expect(await deliveriesOf('early')).toMatchObject([{ outcome: 'failed', error: 'There is no cell unborn.' }])
    const cell = await openCell('unborn')
    pass(5)
    await deliver()
    expect(cell.orgs.get('early')).toEqual({ halted: true, generation: 1 })
    await halt('early', false, 'unborn')
    await ownerSql`update org_gates set cell = null where org_id = 'early'`
    expect([await deliver(), await waiting()]).toEqual([1, 0])
    expect(cell.received).toHaveLength(1)
  })

  it('stays due while the gate does not know of it', async () => {
    const cell = await openCell('ahead')
    const at = now.toString()
    await ownerSql`insert into outbox (kind, org_id, reference, created_at, due_at)
      values ('cell_command', 'ahead', 'halt:1', ${at}, ${at})`
    await deliver()
    expect([await waiting(), cell.received.length]).toEqual([1, 0])
    await ownerSql`delete from outbox where org_id = 'ahead'`
  })
})

it('credit that is used up halts the org at its cell, and credit that is granted unblocks it there', async () => {
  const cell = await openCell('funded')
  await makeFunded(db, 'spender', 'prepaid', '5')
  await writeFundingSettings(contextOf(db), 'spender', { cell: 'funded' })
  await deliver()
  expect(cell.received).toEqual([])
  const spend = [usageEvent('spender'), usageEvent('spender')]
  await recordUsageBatch(contextOf(db, machine(), now), spend)
  await deliver()
  expect(cell.received.at(-1)?.command).toMatchObject({ type: 'org.halt', org: 'spender', reason: 'credits_used_up' })
  // What waited takes five of it.
  await giveCredit(contextOf(db, undefined, now), 'spender', '6')
  await deliver()
  expect(cell.received.at(-1)?.command).toMatchObject({ type: 'org.unblock', org: 'spender', reason: '' })
  expect(cell.orgs.get('spender')?.halted).toBe(false)
})

describe('a cell that does not answer', () => {
  it('holds up neither other cells nor later rounds, and at most eight of its own calls are under way', async () => {
    const dead = await openCell('dead', () => 'silent')
    const alive = await openCell('alive', () => 'ok')
    for (let index = 0; index < 30; index += 1) await halt(`dead-${index}`, true, 'dead')
    for (let index = 0; index < 20; index += 1) await halt(`alive-${index}`, true, 'alive')
    const busy: BusyCells = new Map()
    while (alive.orgs.size < 20) {
      await deliverCalls(contextOf(db, undefined, now), busy, patientMs)
      await busy.get('alive')
    }
    expect([alive.orgs.size, dead.received.length, [...busy.keys()]]).toEqual([20, 8, ['dead']])
    await dead.close()
    await Promise.all(busy.values())
    await ownerSql`delete from outbox where done_at is null`
  })

  it('is not called twice for one command by two processes at once', async () => {
    const cell = await openCell('shared')
    for (let index = 0; index < 24; index += 1) await halt(`shared-${index}`, true, 'shared')
    const rounds = Array.from({ length: 4 }, async () => {
      const busy: BusyCells = new Map()
      while ((await deliverCalls(contextOf(db, undefined, now), busy, patientMs)) > 0) await busy.get('shared')
    })
    await Promise.all(rounds)
    expect(await waiting()).toBe(0)
    expect(cell.received.map(({ id }) => id).sort()).toEqual([...new Set(cell.received.map(({ id }) => id))].sort())
    expect(cell.orgs.size).toBe(24)
  })

  /** Seconds for which the one thing that is due is put off after each attempt, while its cell fails. */
  const waitsOf = async (attempts: number): Promise<number[]> => {
    fault = 'fails'
    const waits: number[] = []
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      await deliver()
      const [left] = await ownerSql<{ due_at: string }[]>`
        select to_json(due_at) #>> '{}' as due_at from outbox where done_at is null`
      const dueAt = Temporal.Instant.from(left?.due_at ?? '')
      waits.push(Math.round(dueAt.since(now).total('seconds')))
      now = dueAt
    }
    return waits
  }

  it('hears of a halt within a minute of its return, however long it was away, and of a quota within the hour', async () => {
    const cell = await openCell('away', () => fault)
    await ownerSql`delete from outbox`
    await halt('away', true, 'away')
    expect(await waitsOf(12)).toEqual([2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60, 60])
    fault = 'ok'
    await deliver()
    expect(cell.orgs.get('away')).toEqual({ halted: true, generation: 1 })
    await plantNotice('away')
    expect((await waitsOf(12)).slice(-3)).toEqual([1024, 2048, 3600])
    await ownerSql`delete from outbox`
  })

  it('that was called by a process which died is called again when the lease ends', async () => {
    const cell = await openCell('left')
    await halt('left', true, 'left')
    await ownerSql`select from take_calls(${now.toString()}, interval '60 seconds', 8, array[]::text[])`
    pass(59)
    expect(await deliver()).toBe(0)
    pass(1)
    expect([await deliver(), cell.orgs.get('left')?.generation]).toEqual([1, 1])
  })
})

describe('a notice of a quota', () => {
  it('goes to the cell of the org until it is acknowledged, and to nobody where there is none', async () => {
    const cell = await openCell('notified', () => fault)
    await ownerSql`delete from outbox`
    await plantNotice('noticed')
    await halt('noticed', false, 'notified')
    await plantNotice('alone')
    fault = 'acts and fails'
    await deliver()
    fault = 'ok'
    pass(10)
    await deliver()
    expect(await waiting()).toBe(0)
    const notices = cell.received.filter(({ command }) => command.type === 'quota.threshold')
    expect(notices.map(({ id }) => id)).toEqual(['quota_noticed_qw:1_80', 'quota_noticed_qw:1_80'])
    expect(notices[0]?.command).toMatchObject({ org: 'noticed', week: '2026-W47', percent: 80 })
    expect(cell.effects.get('quota_noticed_qw:1_80')).toBe(1)
  })
})

const seed = Number(process.env.KONTOR_SEED ?? Date.now() % 1_000_000)

it(`after any faults a cell's orgs are as their gates, each message effective once at most (seed ${seed})`, async () => {
  const random = randomOf(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  let broken = true
  const faultOf = (): Fault => (broken && random() < 0.7 ? pick(faults) : 'ok')
  const names = ['storm-a', 'storm-b', 'storm-c']
  const open = new Map<string, TestCell>()
  for (const name of names) open.set(name, await openCell(name, faultOf))
  const orgs = Array.from({ length: 12 }, (_, index) => ({ org: `storm-${index}`, cell: names[index % 3] ?? '' }))
  const halted = new Map<string, boolean>()
  for (let step = 0; step < 40; step += 1) {
    for (const { org, cell } of orgs.filter(() => random() < 0.2)) {
      halted.set(org, !halted.get(org))
      await halt(org, halted.get(org) === true, cell)
    }
    await deliver()
    pass(Math.floor(random() * 30))
  }
  broken = false
  await drain()
  for (const { org, cell } of orgs) {
    const gate = await findStoredGate(db, org)
    const told = open.get(cell)?.orgs.get(org)
    expect([org, told?.halted, told?.generation]).toEqual([org, gate?.halted, Number(gate?.generation)])
  }
  for (const cell of open.values()) {
    expect(cell.strays).toEqual([])
    expect([...cell.effects.values()].every((times) => times === 1)).toBe(true)
    expect(cell.received.length).toBeGreaterThan(cell.effects.size)
  }
  const [attempts] = await ownerSql<{ rows: number; answered: number; acknowledged: number }[]>`
    select count(*)::int as rows, count(status)::int as answered,
           count(distinct (org_id, generation)) filter (where outcome = 'acknowledged')::int as acknowledged
      from cell_deliveries where org_id like 'storm-%' and outcome <> 'overtaken'`
  const received = [...open.values()].reduce((sum, cell) => sum + cell.received.length, 0)
  // On a busy machine a call may be given up before the cell has heard of it.
  expect(received).toBeLessThanOrEqual(attempts?.rows ?? -1)
  expect(received).toBeGreaterThanOrEqual(attempts?.answered ?? 0)
  expect(attempts?.acknowledged).toBeGreaterThan(12)
})
