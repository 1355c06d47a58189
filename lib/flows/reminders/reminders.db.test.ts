import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { saveOrgInvoicing } from '@/db/commands/invoicing'
import { recordPayment } from '@/db/commands/record-payment'
import type { IssuedInvoice } from '@/db/queries/invoices'
import { findInvoicingSettings } from '@/db/queries/invoicing'
import { admin, at, contextOf, makeInvoice, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { addDays, type Day } from '@/lib/core/time/day'
import { saveInvoicing } from '@/lib/flows/settings/save-invoicing'
import { reminders } from '@/lib/jobs/reminders'
import { runAt } from '@/lib/jobs/testing/run-at'
import { readPdfTexts } from '@/lib/pdf/read-text'
import { renderDocument } from '@/lib/pdf/render-document'
import { pauseReminders } from './pause-reminders'
import { readReminderDocument } from './read-reminder-document'
import { sendDueReminders } from './send-due-reminders'
import { sendReminderNow } from './send-reminder'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const { version, ...usual } = await findInvoicingSettings(db)
await saveInvoicing(contextOf(db), version, {
  ...usual,
  reminderDays: [10, 20, 30],
  reminderFees: { CHF: ['0.00', '20.00', '30.00'] },
})

const reminded = async (org: string, on = true): Promise<IssuedInvoice> => {
  const invoice = await makeInvoice(db, org, { payBy: 'invoice' })
  await saveOrgInvoicing(
    db,
    { org, expected: 1, autoInvoice: false, next: '2026-11', reminders: on },
    invoice.issuedAt,
    null,
  )
  return invoice
}
/** Noon of a day in Zurich, so many days after an invoice was due. */
const after = (invoice: IssuedInvoice, days: number) =>
  Temporal.ZonedDateTime.from(`${addDays(invoice.dueOn, days)}T12:00[Europe/Zurich]`).toInstant()
const system = (now: Temporal.Instant) => contextOf(db, { kind: 'system', name: 'reminders' }, now)
const sentOf = async (org: string) =>
  [
    ...(await ownerSql<{ level: number; fee: string; on: Day; due: string }[]>`
      select level, fee::text, sent_on::text as on, snapshot::json->>'due' as due from invoice_reminders
       where org_id = ${org} order by level`),
  ].map(({ level, fee, on, due }) => [level, fee, on, due])
const pay = (invoice: IssuedInvoice, amount: bigint) =>
  recordPayment(db, {
    org: invoice.orgId,
    invoiceId: invoice.invoiceId,
    paymentId: `pay_${invoice.orgId}_${amount}`,
    via: 'bank',
    reference: '',
    amount: amount as IssuedInvoice['total'],
    currency: invoice.currency,
    receivedAt: invoice.issuedAt,
    receivedOn: invoice.issuedOn,
    by: 'user:usr_admin',
    acceptSurplus: true,
    checkoutId: null,
    charge: false,
    event: null,
    audit: null,
  })

it('each level goes out once at its day, whoever and however many come by, with its fee', async () => {
  const invoice = await reminded('owes')
  for (let day = 0; day <= 60; day += 1) {
    for (const hours of [-11, 0, 11]) {
      const now = after(invoice, day).add({ hours })
      await Promise.all(Array.from({ length: 3 }, () => sendDueReminders(system(now))))
    }
  }
  const on = (days: number) => addDays(invoice.dueOn, days)
  expect(await sentOf('owes')).toEqual([
    [1, '0.00', on(10), '5.41'],
    [2, '20.00', on(20), '25.41'],
    [3, '30.00', on(30), '55.41'],
  ])
  const [entry] =
    await ownerSql`select count(*)::int as count, min(actor) as actor from audit_log where action = 'invoice.remind'`
  expect(entry).toEqual({ count: 3, actor: 'system:reminders' })
})

it('its document is stored once and says what was recorded', async () => {
  const [row] = await ownerSql`select invoice_id as id from invoice_reminders where org_id = 'owes' limit 1`
  const read = () => readReminderDocument(contextOf(db), renderDocument, 'owes', String(row?.id), 3)
  const [one, other] = await Promise.all([read(), read()])
  expect(one.sha256).toBe(other.sha256)
  const text = (await readPdfTexts(one.content)).flat().join(' ')
  for (const said of ['Letzte Mahnung', one.number, 'CHF 55.41', 'Mahngebühr, Stufe 2', '20.00', '30.00']) {
    expect(text).toContain(said)
  }
  expect(
    await codeOf(readReminderDocument(contextOf(db, payer('other')), renderDocument, 'owes', String(row?.id), 3)),
  ).toBe('not_found')
})

it('nobody is reminded of what is paid, credited, being charged or disputed, or whose reminders are off', async () => {
  const [paid, charging, disputed] = [await reminded('paid'), await reminded('charging'), await reminded('disputed')]
  const off = await reminded('off', false)
  await pay(paid, paid.total)
  await ownerSql`
    insert into invoice_charges (org_id, invoice_id, begun_at, currency)
    values ('charging', ${charging.invoiceId}, ${charging.issuedAt.toString()}, 'CHF')`
  await ownerSql`
    insert into payment_returns (org_id, return_id, invoice_id, reference, kind, amount, currency, status, reason, begun_at, read_at)
    values ('disputed', 'dp_1', ${disputed.invoiceId}, 'pi_1', 'dispute', 5.41, 'CHF', 'needs_response', '', now(), now())`
  for (const day of [10, 20, 40, 80]) await sendDueReminders(system(after(paid, day)))
  for (const org of ['paid', 'charging', 'disputed', 'off']) expect([org, await sentOf(org)]).toEqual([org, []])
  // Lost, it is owed again.
  await ownerSql`update payment_returns set status = 'lost' where return_id = 'dp_1'`
  await sendDueReminders(system(after(disputed, 90)))
  expect(await sentOf('disputed')).toHaveLength(1)
  const byHand = (invoice: IssuedInvoice) =>
    codeOf(sendReminderNow(contextOf(db, admin, after(paid, 90)), invoice.orgId, invoice.invoiceId))
  expect([await byHand(paid), await byHand(charging), await byHand(disputed), await byHand(off)]).toEqual([
    'reminder_refused',
    'reminder_refused',
    'reminder_refused',
    'ok',
  ])
})

it('a part that was paid is not asked for again', async () => {
  const invoice = await reminded('part')
  await pay(invoice, 200n)
  await sendDueReminders(system(after(invoice, 10)))
  expect(await sentOf('part')).toEqual([[1, '0.00', addDays(invoice.dueOn, 10), '3.41']])
})

it('after a pause, or if nobody came by for long, levels are as far apart as ever', async () => {
  const invoice = await reminded('paused')
  const ctx = (day: number) => contextOf(db, admin, after(invoice, day))
  const untilOn = addDays(invoice.dueOn, 45)
  await pauseReminders(ctx(5), 'paused', invoice.invoiceId, { untilOn, note: 'They asked for time.' })
  for (let day = 6; day <= 80; day += 1) await runAt(system(after(invoice, day)), [reminders])
  expect((await sentOf('paused')).map(([level, , on]) => [level, on])).toEqual([
    [1, addDays(invoice.dueOn, 45)],
    [2, addDays(invoice.dueOn, 55)],
    [3, addDays(invoice.dueOn, 65)],
  ])
  const away = await reminded('away')
  await runAt(system(after(away, 100)), [reminders])
  await runAt(system(after(away, 100).add({ hours: 2 })), [reminders])
  expect(await sentOf('away')).toHaveLength(1)
  const far = addDays(invoice.dueOn, 900)
  expect(await codeOf(pauseReminders(ctx(80), 'paused', invoice.invoiceId, { untilOn: far, note: 'For good.' }))).toBe(
    'invalid_request',
  )
})

it('an admin sends the next one by hand, one a day, while it is overdue', async () => {
  const invoice = await reminded('by-hand')
  const send = (day: number, actor = admin) =>
    codeOf(sendReminderNow(contextOf(db, actor, after(invoice, day)), 'by-hand', invoice.invoiceId))
  expect(await send(0)).toBe('reminder_refused')
  expect(await send(1)).toBe('ok')
  expect(await send(1)).toBe('reminder_refused')
  expect(await send(2)).toBe('ok')
  expect(await send(3, payer('by-hand'))).toBe('not_found')
  // The third is as long after the second as ever.
  await sendDueReminders(system(after(invoice, 11)))
  expect(await sentOf('by-hand')).toHaveLength(2)
  await sendDueReminders(system(after(invoice, 30)))
  expect(await sentOf('by-hand')).toHaveLength(3)
  expect(await send(31)).toBe('reminder_refused')
  expect(await codeOf(sendReminderNow(contextOf(db, admin, at('2027-06-01T10:00:00Z')), 'by-hand', 'inv_none'))).toBe(
    'not_found',
  )
})
