import { expect, it } from 'vitest'
import { keepMails, noteMailAttempt } from '@/db/commands/mails'
import { contextOf, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { adminMail, adminMails } from './admin-mails'

const { db } = await testDatabase()
await preparePlatform(db)
await makeOrg(db, 'one')
await makeOrg(db, 'two')

const none = { org: undefined, state: undefined, kind: undefined, before: undefined, after: undefined }
const keep = async (org: string, reference: string, to: readonly string[] = ['a@example.com']) => {
  const words = {
    subject: `About ${reference}`,
    text: 'Text',
    html: '<p>Html</p>',
    attachments: ['1.pdf'],
    replyTo: '',
  }
  const about = { org, kind: 'invoice_mail', reference, template: 'invoice_issued', language: 'de' } as const
  const [mail] = await keepMails(db, { ...about, ...words }, to, today)
  if (!mail) throw new Error('nothing was kept')
  return mail
}
const listed = async (asked: Partial<typeof none> | Record<string, string>) =>
  (await adminMails(contextOf(db), { ...none, ...asked })).rows.map(({ subject }) => subject)

it('lists e-mails newest first, by organization, state and kind, and opens each as it was written', async () => {
  const first = await keep('one', 'first')
  await noteMailAttempt(db, first, today, { state: 'refused', answer: '550 no such mailbox' })
  await keep('two', 'second')
  await keep('one', 'third', [])
  expect(await listed({})).toEqual(['About third', 'About second', 'About first'])
  expect(await listed({ org: 'one' })).toEqual(['About third', 'About first'])
  expect(await listed({ state: 'refused' })).toEqual(['About first'])
  expect(await listed({ state: 'given_up' })).toEqual(['About third'])
  expect(await listed({ kind: 'alert_mail' })).toEqual([])
  expect(await listed({ org: 'none', state: 'none', kind: 'none', before: 'none', after: "'" })).toHaveLength(3)
  expect((await adminMails(contextOf(db), none)).unsent).toBe(2)
  expect((await adminMail(contextOf(db), first.mailId)).mail).toMatchObject({
    html: '<p>Html</p>',
    text: 'Text',
    attachments: ['1.pdf'],
    state: 'refused',
    answer: '550 no such mailbox',
    attempts: 1,
  })
})

it('keeps what was composed first, and settles an e-mail once', async () => {
  const mail = await keep('two', 'once')
  const again = await keepMails(
    db,
    { ...mail, org: 'two', subject: 'Another', text: '', html: '', attachments: [], replyTo: '' },
    ['a@example.com'],
    today,
  )
  expect(again.map(({ mailId, subject }) => [mailId, subject])).toEqual([[mail.mailId, 'About once']])
  await noteMailAttempt(db, mail, today, { state: 'sent', answer: '250 OK' })
  await noteMailAttempt(db, mail, today, { state: 'refused', answer: '550' })
  expect((await adminMail(contextOf(db), mail.mailId)).mail).toMatchObject({ state: 'sent', answer: '250 OK' })
})

it('turns the pages of a long list both ways', async () => {
  await makeOrg(db, 'long')
  for (let place = 0; place < 60; place += 1) await keep('long', `${place}`)
  const asked = { ...none, org: 'long' }
  const top = await adminMails(contextOf(db), asked)
  expect([top.rows.length, top.newer]).toEqual([50, null])
  const rest = await adminMails(contextOf(db), { ...asked, before: top.older ?? '' })
  expect([rest.rows.length, rest.older]).toEqual([10, null])
  expect((await adminMails(contextOf(db), { ...asked, after: rest.newer ?? '' })).rows).toEqual(top.rows)
})

it('is for those who run the platform', async () => {
  const { mailId } = await keep('one', 'mine')
  expect(await codeOf(adminMails(contextOf(db, payer('one')), none))).toBe('not_found')
  expect(await codeOf(adminMail(contextOf(db, payer('one')), mailId))).toBe('not_found')
  expect(await codeOf(adminMail(contextOf(db), 'eml_none'))).toBe('not_found')
})
