import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { recordPayment } from '@/db/commands/record-payment'
import { signInIdentity } from '@/db/commands/sign-in-identity'
import { findInvoicingSettings } from '@/db/queries/invoicing'
import { listMailsOf } from '@/db/queries/mails'
import { buyerParty, contextOf, makeInvoice, makeOrg, preparePlatform, sellerParty, today } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import type { DocumentMailKind } from '@/lib/core/mail/kept-mail'
import { type Minor, minor } from '@/lib/core/money/amount'
import { readInvoiceDocument } from '@/lib/flows/invoices/read-document'
import { sendReminderNow } from '@/lib/flows/reminders/send-reminder'
import { setMember } from '@/lib/flows/settings/members'
import { saveInvoicing } from '@/lib/flows/settings/save-invoicing'
import { speakerOf } from '@/lib/i18n/speak'
import { createMailer, type Mailer } from '@/lib/mail/mailer'
import { type PostFault, startPostOffice } from '@/lib/mail/testing/post-office'
import { newId } from '@/lib/platform/ids'
import { sendMails } from './send-mails'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

let now = today
let faultOf = (_address: string): PostFault => 'none'
const office = await startPostOffice((address) => faultOf(address))
const smtp = createMailer(office.url, { name: 'Kontor', address: 'billing@kontor.example' }, 500)
afterAll(async () => {
  smtp.close()
  await office.close()
})
beforeEach(async () => {
  // What a test left to be tried again is no other test's.
  await ownerSql`update outbox set done_at = now() where done_at is null`
  now = today
  faultOf = () => 'none'
  office.received.length = 0
})

/** As it was before it travelled. */
const linesOf = (text = ''): string => text.replaceAll('\r\n', '\n').trimEnd()

const pdf = Buffer.from('%PDF-1.7 as it was rendered')
const render = (org: string, invoice: string) => readInvoiceDocument(contextOf(db), async () => pdf, org, invoice)
const send = (mailer: Mailer | null = smtp) =>
  sendMails(contextOf(db, undefined, now), { mailer, url: 'https://kontor.example', speak: speakerOf }, async () => pdf)
const settle = async (): Promise<void> => {
  while ((await send()) > 0);
}
/** An invoice of 5.41 with its document. */
const issued = async (org: string, over: Parameters<typeof makeInvoice>[2] = {}) => {
  const { invoiceId, number } = await makeInvoice(db, org, over)
  await render(org, invoiceId)
  return { invoiceId, number }
}
const keptOf = async (org: string, kind: DocumentMailKind, reference: string) =>
  (await listMailsOf(db, org, kind, reference)).map(({ to, state, attempts, answer }) => ({
    to,
    state,
    attempts,
    answer,
  }))
const waiting = async (org: string): Promise<number> => {
  const [row] = await ownerSql<{ count: number }[]>`
    select count(*)::int as count from outbox where org_id = ${org} and kind like '%_mail' and done_at is null`
  return row?.count ?? 0
}
const pay = async (org: string, invoiceId: string, amount: Minor) => {
  const paymentId = newId('pay')
  const outcome = await recordPayment(db, {
    org,
    invoiceId,
    paymentId,
    via: 'bank',
    reference: paymentId,
    amount,
    currency: 'CHF',
    receivedAt: now,
    receivedOn: '2026-11-20',
    by: 'system:test',
    acceptSurplus: true,
    checkoutId: null,
    event: null,
    audit: null,
  })
  return { paymentId, outcome }
}
const fees = { CHF: ['0.00', '20.00', '0.00'] } as const
const remind = async (org: string, invoiceId: string) => {
  const { version, ...settings } = await findInvoicingSettings(db)
  if (!settings.reminderFees.CHF) await saveInvoicing(contextOf(db), version, { ...settings, reminderFees: fees })
  return sendReminderNow(contextOf(db, undefined, now), org, invoiceId)
}

describe('an invoice', () => {
  it('is sent with its PDF to the address for invoices, in its language, once it is rendered', async () => {
    const { invoiceId, number } = await makeInvoice(db, 'acme', { payBy: 'invoice' })
    expect(await send()).toBe(1)
    expect(office.received).toEqual([])
    await render('acme', invoiceId)
    now = now.add({ seconds: 10 })
    await settle()
    expect(office.received.map(({ to }) => to)).toEqual([[buyerParty.email]])
    const { mail } = office.received[0] ?? {}
    expect(mail?.subject).toBe(`Rechnung ${number} für Oktober 2026: CHF 5.41`)
    expect(mail?.replyTo?.[0]?.address).toBe(sellerParty.email)
    expect(mail?.attachments).toMatchObject([{ filename: `${number}.pdf`, mimeType: 'application/pdf' }])
    expect(Buffer.from(mail?.attachments[0]?.content as ArrayBuffer)).toEqual(pdf)
    expect(mail?.headers.some(({ key }) => key === 'list-unsubscribe')).toBe(false)
    for (const part of [mail?.text, mail?.html]) {
      for (const fact of [number, 'Oktober 2026', 'CHF 5.41', '21. Dezember 2026', 'auf das Konto im PDF'])
        expect(part).toContain(fact)
      expect(part).toContain(`https://kontor.example/o/acme/invoices/${invoiceId}`)
    }
  })

  it('is kept as it was sent, with what the server said', async () => {
    const { invoiceId, number } = await issued('kept')
    await settle()
    const [kept] = await listMailsOf(db, 'kept', 'invoice_mail', invoiceId)
    expect(kept).toMatchObject({
      template: 'invoice_issued',
      language: 'de',
      to: buyerParty.email,
      state: 'sent',
      attempts: 1,
      answer: expect.stringMatching(/^250 /),
      attachments: [`${number}.pdf`],
    })
    const { mail } = office.received[0] ?? {}
    expect([linesOf(mail?.text), linesOf(mail?.html)]).toEqual([kept?.text.trimEnd(), kept?.html.trimEnd()])
  })

  it('goes to owners and those who do the billing if there is no address for invoices', async () => {
    await makeOrg(db, 'people', { buyer: { ...buyerParty, email: '' } })
    for (const [email, role] of [
      ['own@example.com', 'owner'],
      ['bill@example.com', 'billing'],
      ['looks@example.com', 'member'],
    ] as const) {
      const identity = { issuer: 'test', subject: email, email, name: email, emailVerified: true }
      await signInIdentity(db, identity, `usr_${role}`, now)
      await setMember(contextOf(db), 'people', email, role)
    }
    const { invoiceId } = await issued('billed')
    await ownerSql`update org_billing_config set billing_email = '' where org_id = 'billed'`
    await setMember(contextOf(db), 'billed', 'own@example.com', 'owner')
    await setMember(contextOf(db), 'billed', 'bill@example.com', 'billing')
    await settle()
    expect((await keptOf('billed', 'invoice_mail', invoiceId)).map(({ to, state }) => [to, state])).toEqual([
      ['bill@example.com', 'sent'],
      ['own@example.com', 'sent'],
    ])
  })

  it('for nobody, or without a server, is kept all the same', async () => {
    const lonely = await issued('lonely', { buyer: { ...buyerParty, email: '' } })
    const served = await issued('serverless')
    while ((await send(null)) > 0);
    expect(await keptOf('lonely', 'invoice_mail', lonely.invoiceId)).toEqual([
      { to: '', state: 'given_up', attempts: 0, answer: 'There is nobody to write to.' },
    ])
    expect(await keptOf('serverless', 'invoice_mail', served.invoiceId)).toEqual([
      { to: buyerParty.email, state: 'no_server', attempts: 0, answer: '' },
    ])
    expect([await waiting('lonely'), await waiting('serverless')]).toEqual([0, 0])
  })
})

describe('a payment', () => {
  it('is confirmed, and what is still open is said', async () => {
    const { invoiceId, number } = await issued('pays')
    await settle()
    const part = await pay('pays', invoiceId, minor(500n))
    expect(part.outcome).toBe('part')
    await settle()
    const rest = await pay('pays', invoiceId, minor(41n))
    await settle()
    const [first, second] = office.received.slice(1).map(({ mail }) => mail)
    expect(first?.subject).toBe(`Zahlung erhalten: CHF 5.00 für die Rechnung ${number}`)
    expect(first?.text).toContain('Am 20. November 2026 haben wir CHF 5.00')
    expect(first?.text).toContain('Von der Rechnung sind noch CHF 0.41 offen.')
    expect(second?.text).toContain('Die Rechnung ist damit vollständig bezahlt.')
    expect(rest.outcome).toBe('paid')
    expect(first?.attachments).toEqual([])
  })

  it('beyond the total is not confirmed as one of the invoice, nor is one that was undone', async () => {
    const { invoiceId } = await issued('twice')
    await settle()
    const { paymentId } = await pay('twice', invoiceId, minor(541n))
    await ownerSql`
      insert into payment_reversals (org_id, payment_id, reason, reversed_at, reversed_by)
      values ('twice', ${paymentId}, 'a mistake', ${now.toString()}, 'test')`
    await settle()
    expect((await pay('twice', invoiceId, minor(100n))).outcome).toBe('surplus')
    await settle()
    expect([office.received.length, await waiting('twice')]).toEqual([1, 0])
  })
})

describe('a reminder', () => {
  it('says what is open, the fees and the sum, with the invoice attached', async () => {
    const { invoiceId, number } = await issued('late', { payBy: 'invoice' })
    await settle()
    now = today.add({ hours: 24 * 45 })
    await remind('late', invoiceId)
    await settle()
    now = now.add({ hours: 24 })
    await remind('late', invoiceId)
    await settle()
    const [first, second] = office.received.slice(1).map(({ mail }) => mail)
    expect(first?.subject).toBe(`Zahlungserinnerung: Rechnung ${number} ist noch offen`)
    expect(first?.text).toContain('Überfällig seit: 15 Tagen\nOffener Betrag: CHF 5.41\n')
    expect(first?.text).not.toContain('Mahngebühren')
    expect(second?.text).toContain('Offener Betrag: CHF 5.41\nMahngebühren: CHF 20.00\nZu zahlen: CHF 25.41\n')
    expect(second?.attachments).toMatchObject([{ filename: `reminder-${number}-2.pdf` }, { filename: `${number}.pdf` }])
  })

  it('is not sent once the invoice is paid', async () => {
    const { invoiceId } = await issued('hasty')
    await settle()
    now = today.add({ hours: 24 * 45 })
    await remind('hasty', invoiceId)
    await pay('hasty', invoiceId, minor(541n))
    now = now.add({ minutes: 1 })
    await settle()
    expect(office.received.map(({ mail }) => mail.subject?.split(':')[0])).not.toContain('Zahlungserinnerung')
    expect(await waiting('hasty')).toBe(0)
  })
})

describe('a server that', () => {
  it.each<[PostFault, RegExp]>([
    ['greylists', /451/],
    ['full', /452/],
    ['hangs', /[Tt]imeout|in time/],
    ['closes', /closed|ended|reset/i],
  ])('%s is tried again with the very same e-mail, which is sent once', async (fault, said) => {
    const { invoiceId } = await issued(`again-${fault}`)
    faultOf = () => fault
    await send()
    const [failed] = await keptOf(`again-${fault}`, 'invoice_mail', invoiceId)
    expect(failed).toMatchObject({ state: 'waiting', attempts: 1, answer: expect.stringMatching(said) })
    const [row] = await listMailsOf(db, `again-${fault}`, 'invoice_mail', invoiceId)
    expect(await send()).toBe(0)
    faultOf = () => 'none'
    now = now.add({ hours: 2 })
    await settle()
    expect(office.received).toHaveLength(1)
    expect(linesOf(office.received[0]?.mail.html)).toBe(row?.html.trimEnd())
    expect(await keptOf(`again-${fault}`, 'invoice_mail', invoiceId)).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it.each<[PostFault, RegExp]>([
    ['refuses', /550/],
    ['rejects', /554/],
  ])('%s it for good is not asked again', async (fault, said) => {
    const { invoiceId } = await issued(`final-${fault}`)
    faultOf = () => fault
    await settle()
    expect(await keptOf(`final-${fault}`, 'invoice_mail', invoiceId)).toMatchObject([
      { state: 'refused', attempts: 1, answer: expect.stringMatching(said) },
    ])
    expect(await waiting(`final-${fault}`)).toBe(0)
  })

  it('takes it for one address only gets the others later, and that one never twice', async () => {
    const { invoiceId } = await issued('some')
    await ownerSql`update org_billing_config set billing_email = '' where org_id = 'some'`
    await setMember(contextOf(db), 'some', 'own@example.com', 'owner')
    await setMember(contextOf(db), 'some', 'bill@example.com', 'billing')
    faultOf = (address) => (address.startsWith('bill') ? 'greylists' : 'none')
    await send()
    expect((await keptOf('some', 'invoice_mail', invoiceId)).map(({ state }) => state)).toEqual(['waiting', 'sent'])
    faultOf = () => 'none'
    now = now.add({ minutes: 5 })
    await settle()
    expect(office.received.map(({ to }) => to[0])).toEqual(['own@example.com', 'bill@example.com'])
    expect(new Set(office.received.map(({ mail }) => mail.messageId)).size).toBe(1)
  })

  it('never takes it is given up after three days', async () => {
    const { invoiceId } = await issued('late-3')
    faultOf = () => 'greylists'
    await send()
    now = now.add({ hours: 71 })
    await send()
    expect(await keptOf('late-3', 'invoice_mail', invoiceId)).toMatchObject([{ state: 'waiting', attempts: 2 }])
    now = now.add({ hours: 2 })
    await send()
    expect(await keptOf('late-3', 'invoice_mail', invoiceId)).toMatchObject([
      { state: 'given_up', answer: expect.stringMatching(/451/) },
    ])
    expect(await waiting('late-3')).toBe(0)
  })
})

it('two senders at once send each e-mail once', async () => {
  for (let place = 0; place < 8; place += 1) await issued(`crowd-${place}`)
  const second = createMailer(office.url, { name: 'Kontor', address: 'billing@kontor.example' }, 5_000)
  for (let taken = 1; taken > 0; ) {
    const rounds = await Promise.all([send(), send(second), send(), send(second)])
    taken = rounds.reduce((sum, each) => sum + each, 0)
  }
  second.close()
  const ids = office.received.map(({ mail }) => mail.messageId)
  expect([ids.length, new Set(ids).size]).toEqual([8, 8])
})

it('what is queued twice is one, and who issues twice writes once', async () => {
  const { invoiceId } = await issued('once')
  await ownerSql`select queue_mail('invoice_mail', 'once', ${invoiceId}, ${now.toString()})`
  expect(await waiting('once')).toBe(1)
})
