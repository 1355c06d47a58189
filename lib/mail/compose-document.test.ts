import { parse } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import type { DocumentMail } from '@/lib/core/mail/document-mail'
import { languages } from '@/lib/core/text/language'
import en from '@/lib/i18n/messages/en.json'
import { speakerOf } from '@/lib/i18n/speak'
import { composeAlert, composeMail } from './compose-mail'
import { sampleDocuments as samples } from './samples'
import { everyAlert, everyDocumentMail } from './testing/every-mail'

const home = 'https://billing.example.com/o/alpenblick'
const reader = { language: 'en', zone: 'Europe/Zurich', org: 'Alpenblick AG', seller: 'Kontor AG', home } as const
const english = (mail: DocumentMail) => composeMail(mail, reader, speakerOf('en'))

test('an invoice says its number, month, total, day and how it is paid, in HTML and in text', async () => {
  const { subject, text, html } = await english(samples.invoice_issued)
  expect(subject).toBe('Invoice 2026-000123 for October 2026: CHF 1’234.50')
  expect(text).toBe(`Your invoice for October 2026

Hello,

Please find attached invoice 2026-000123 for Alpenblick AG.

Invoice: 2026-000123
Month: October 2026
Due on: 30 November 2026
Amount: CHF 1’234.50

Please pay to the account named in the PDF by 30 November 2026.

See the invoice: ${home}/invoices/inv_1

Kind regards
Kontor AG

-- 
You get this e-mail because invoices for Alpenblick AG go to this address.
`)
  for (const fact of ['2026-000123', 'October 2026', '30 November 2026', 'CHF 1’234.50', `${home}/invoices/inv_1`])
    expect(html).toContain(fact)
})

test('every e-mail has one heading and one button, a preheader, and says why one gets it', async () => {
  for (const language of languages) {
    for (const mail of everyDocumentMail) {
      const { subject, text, html } = await composeMail(mail, { ...reader, language }, speakerOf(language))
      for (const part of [subject, text]) expect(part).not.toMatch(/[{}]|undefined|\bnull\b|\bmail\.\w|NaN/)
      expect(html.startsWith('<!doctype html>\n<html')).toBe(true)
      expect([html.match(/<h1/g)?.length, html.match(/<a /g)?.length]).toEqual([1, 1])
      expect(html.indexOf('display:none')).toBeLessThan(html.indexOf('<h1'))
      expect(text).toContain('\n-- \n')
    }
  }
})

test('a reminder adds its fee, and grows firmer', async () => {
  const texts = await Promise.all([samples.reminder_1, samples.reminder_2, samples.reminder_3].map(english))
  expect(texts[0]?.text).not.toContain('Reminder fees')
  expect(texts[1]?.text).toContain('Open amount: CHF 1’234.50\nReminder fees: CHF 20.00\nTotal to pay: CHF 1’254.50')
  expect(texts[1]?.text).toContain('Overdue for: 20 days')
  expect(texts[2]?.text).toContain('This is our final notice.')
})

test('a payment in part says what is still open', async () => {
  const says = { ...samples.payment_received.says, via: 'card', open: '0.50' } as const
  const { text } = await english({ template: 'payment_received', says })
  expect(text).toContain('CHF 0.50 of the invoice is still open.')
  expect((await english(samples.payment_received)).text).toContain('The invoice is now paid in full.')
})

type Tree = { readonly [key: string]: string | Tree }
const keysOf = (tree: Tree, above: string): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${above}.${key}`] : keysOf(value, `${above}.${key}`),
  )

/** Every value that a message asks for, wherever it stands in it. */
const asked = (message: string): string[] => [...message.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)

test('every message of an e-mail is said by some template, with every value that some message asks for, and no other', async () => {
  const messages = new Map(
    keysOf(en.mail, 'mail').map((key) => [
      key,
      String(key.split('.').reduce((at: unknown, part) => (at as Tree)[part], en)),
    ]),
  )
  const said = new Set<string>()
  const given = new Map<string, Set<string>>()
  const used = new Map<string, Set<string>>()
  const speak = speakerOf('en')
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}) => {
    said.add(key)
    const template = key.split('.').slice(0, 2).join('.')
    const into = (kept: Map<string, Set<string>>, names: readonly string[]) =>
      kept.set(template, new Set([...(kept.get(template) ?? []), ...names]))
    into(given, Object.keys(values))
    const message = messages.get(key)
    if (message !== undefined) {
      expect(() => parse(message)).not.toThrow()
      into(used, asked(message))
    }
    return speak(key, values)
  }
  for (const alert of everyAlert) await composeAlert(alert, reader, say)
  for (const mail of everyDocumentMail) await composeMail(mail, reader, say)
  expect([...messages.keys()].filter((key) => !said.has(key))).toEqual([])
  for (const [template, names] of given) {
    if (!template.startsWith('mail.')) continue
    expect([template, [...names].filter((name) => !used.get(template)?.has(name))]).toEqual([template, []])
  }
})
