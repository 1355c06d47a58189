import { afterAll, describe, expect, it } from 'vitest'
import { contextOf, machine, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { parseDecimal } from '@/lib/core/money/decimal'
import { lookForAlerts } from '@/lib/flows/alerts/look-for-alerts'
import { sendAlerts } from '@/lib/flows/alerts/send-alerts'
import { writeFundingSettings } from '@/lib/flows/funding/save-funding'
import { disagreements, wrongGates } from '@/lib/flows/funding/testing/disagreements'
import { type BusyCells, deliverCalls } from '@/lib/flows/outbox/deliver'
import { startCell } from '@/lib/flows/outbox/testing/cell'
import { plantCell } from '@/lib/flows/outbox/testing/plant-halt'
import { speakerOf } from '@/lib/i18n/speak'
import { keepFunds } from '@/lib/jobs/testing/run-at'
import { createMailer } from '@/lib/mail/mailer'
import { startPostOffice } from '@/lib/mail/testing/post-office'
import { amendUsage, takeBackUsage } from './change-usage'
import { recordUsageBatch } from './record-usage-batch'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
let now = today
const office = await startPostOffice(() => 'none')
const mailer = createMailer(office.url, { name: 'Kontor', address: 'billing@kontor.example' }, 120_000)
const cell = await startCell(
  () => 'ok',
  () => now,
)
await plantCell(ownerSql, 'zrh', cell.url, cell.secret)
afterAll(async () => {
  mailer.close()
  await Promise.all([office.close(), cell.close()])
})

const quantityOf = (francs: number): string => String(francs * 20)
const use = async (org: string, key: string, francs: number) => {
  const event = usageEvent(org, { key, quantity: quantityOf(francs), at: today.subtract({ hours: 1 }).toString() })
  const [result] = (await recordUsageBatch(contextOf(db, machine(), now), [event])).results
  return result?.outcome
}
const takeBack = (org: string, key: string) =>
  takeBackUsage(contextOf(db, machine(), now), { org, key, reason: 'Reported twice.' })
const amend = (org: string, key: string, francs: number) => {
  const to = { quantity: parseDecimal(quantityOf(francs), 12) ?? 0n }
  return amendUsage(contextOf(db, machine(), now), { org, key, reason: '', to, changeKey: `${org}-${key}` })
}

/** Everything that works by itself, a moment later than before. */
const letWork = async (): Promise<void> => {
  now = now.add({ minutes: 1 })
  const ctx = contextOf(db, { kind: 'system', name: 'jobs' }, now)
  await keepFunds(ctx)
  await lookForAlerts(ctx, (_, error) => {
    throw error
  })
  while ((await sendAlerts(ctx, { mailer, url: 'https://kontor.example', speak: speakerOf })) > 0);
  const busy: BusyCells = new Map()
  await deliverCalls(ctx, busy, 120_000)
  await Promise.all(busy.values())
}
/** What the cell is to be told, as it was written with the changes. */
const toldOf = async (org: string) => {
  const rows = await ownerSql`
    select split_part(reference, ':', 1) as what from outbox where org_id = ${org} and kind = 'cell_command'
     order by outbox_id`
  return rows.map(({ what }) => what)
}
const commandsOf = (org: string) => cell.received.flatMap(({ command }) => (command.org === org ? [command.type] : []))
const mailsOf = (org: string) =>
  office.received.map(({ mail }) => mail.subject ?? '').filter((subject) => subject.startsWith(`Org ${org}:`))

/** What stops an org, and the change of its usage that lets it work again. */
type Case = readonly [
  what: string,
  org: string,
  credit: string,
  used: readonly (readonly [key: string, francs: number])[],
  change: (org: string) => Promise<unknown>,
]
const cases: readonly Case[] = [
  ['waiting usage is taken back', 'back-waits', '2', [['big', 5]], (org) => takeBack(org, 'big')],
  [
    'paid usage is taken back and its credit pays what waits',
    'back-pays',
    '5',
    [
      ['wrong', 5],
      ['waits', 3],
    ],
    (org) => takeBack(org, 'wrong'),
  ],
  ['waiting usage is amended to less', 'amend-waits', '2', [['big', 5]], (org) => amend(org, 'big', 1)],
  [
    'paid usage is amended to less and its credit pays what waits',
    'amend-pays',
    '5',
    [
      ['wrong', 5],
      ['waits', 3],
    ],
    (org) => amend(org, 'wrong', 1),
  ],
]

describe('an org that is halted is released, and its cell and its people are told once, if', () => {
  it.each(cases)('%s', async (_, org, credit, used, change) => {
    await makeFunded(db, org, 'prepaid', credit)
    await writeFundingSettings(contextOf(db), org, { cell: 'zrh' })
    for (const [key, francs] of used) await use(org, key, francs)
    await letWork()
    expect([commandsOf(org), mailsOf(org).length]).toEqual([['org.halt'], 1])
    // Sent several times at once, and again later, as a caller does that heard no answer.
    await Promise.all([change(org), change(org), change(org)])
    expect(await toldOf(org)).toEqual(['halt', 'unblock'])
    await letWork()
    await change(org)
    await letWork()
    await letWork()
    expect(commandsOf(org)).toEqual(['org.halt', 'org.unblock'])
    expect(cell.orgs.get(org)?.halted).toBe(false)
    const mails = mailsOf(org)
    expect([mails.length, mails[1]]).toEqual([2, `Org ${org}: ${speakerOf('de')('mail.goes_on.subject')}`])
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, [org], now)).toEqual([])
  })

  it('not before all that waited is paid', async () => {
    const org = 'not-enough'
    await makeFunded(db, org, 'prepaid', '5')
    await writeFundingSettings(contextOf(db), org, { cell: 'zrh' })
    for (const [key, francs] of [
      ['wrong', 3],
      ['first', 4],
      ['second', 4],
    ] as const)
      await use(org, key, francs)
    await takeBack(org, 'wrong')
    await letWork()
    await letWork()
    expect([commandsOf(org), mailsOf(org).length]).toEqual([['org.halt'], 1])
    await takeBack(org, 'second')
    await letWork()
    await letWork()
    expect([commandsOf(org), mailsOf(org).length]).toEqual([['org.halt', 'org.unblock'], 2])
  })
})
