import { expect, test } from 'vitest'
import { draftReminder, type Reminded } from '@/lib/core/dunning/reminder-snapshot'
import { reminderLevels } from '@/lib/core/dunning/reminders'
import type { Language } from '@/lib/core/invoices/snapshot'
import { minor } from '@/lib/core/money/amount'
import { readPdfTexts } from '@/lib/pdf/read-text'
import { sampleInvoice } from '@/lib/pdf/testing/sample-invoice'
import { renderReminderPdf } from './render-reminder'

const languages = ['en', 'de', 'fr', 'it'] as const
const invoice = sampleInvoice()

const reminderOf = (language: Language, level: 1 | 2 | 3, over: Partial<Reminded['invoice']> = {}) =>
  draftReminder(
    {
      invoice: { ...invoice, language, total: '1138.00', ...over },
      number: '2026-000138',
      open: minor(113_800n - (level === 3 ? 5_000n : 0n)),
      charged: level === 3 ? [{ level: 2, fee: minor(2_000n) }] : [],
    },
    { level, fee: minor(level === 1 ? 0n : BigInt(level) * 1_000n), today: '2026-12-31' },
  )

const textOf = async (bytes: Uint8Array) =>
  (await readPdfTexts(bytes)).map((page) => page.join(' ').replace(/\s+/g, ' ')).join(' | ')

test.each(languages.flatMap((language) => reminderLevels.map((level) => [language, level] as const)))(
  'in %s, level %s says who owes whom how much, and by when',
  async (language, level) => {
    const snapshot = reminderOf(language, level)
    const text = await textOf(await renderReminderPdf(snapshot))
    expect(text).not.toContain(' | ')
    for (const said of [invoice.seller.name, invoice.buyer.name, '2026-000138', '1’138.00', '2027']) {
      expect(text, said).toContain(said)
    }
    const due = { 1: 'CHF 1’138.00', 2: 'CHF 1’158.00', 3: 'CHF 1’138.00' }[level]
    expect(text).toContain(due)
    if (level === 3) expect(text).toContain('−50.00')
    // A fee, and how it is taxed, is printed where there is one.
    expect(/VAT|Mehrwertsteuer|TVA|IVA/.test(text.slice(text.indexOf(due)))).toBe(level > 1)
  },
)

test('who pays by card is sent to the portal, and nobody to an account that is not there', async () => {
  const card = await textOf(await renderReminderPdf(reminderOf('en', 1, { payBy: 'card' })))
  expect(card).toContain('by card in the billing portal by 10 January 2027')
  const nowhere = await textOf(
    await renderReminderPdf(reminderOf('en', 1, { payBy: 'invoice', seller: { ...invoice.seller, iban: '' } })),
  )
  expect(nowhere).toContain('Please pay the amount by 10 January 2027.')
  expect(nowhere).not.toContain('IBAN')
})

test('the same reminder gives the same bytes', async () => {
  const [one, other] = await Promise.all([1, 2].map(() => renderReminderPdf(reminderOf('de', 2))))
  expect(Buffer.compare(one ?? new Uint8Array(), other ?? new Uint8Array())).toBe(0)
})
