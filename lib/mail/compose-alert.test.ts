import { describe, expect, it, test } from 'vitest'
import type { Alert } from '@/lib/core/alerts/alert'
import { languages } from '@/lib/core/text/language'
import { speakerOf } from '@/lib/i18n/speak'
import { alertWords } from './alert-words'
import { composeAlert } from './compose-mail'
import { sampleAlerts as samples } from './samples'
import { everyAlert } from './testing/every-mail'

const home = 'https://billing.example.com/o/alpenblick'
const reader = { language: 'en', zone: 'Europe/Zurich', org: 'Alpenblick AG', seller: 'Kontor AG', home } as const
const english = (alert: Alert) => composeAlert(alert, reader, speakerOf('en'))

test('every alert says something in every language, and leaves no value open', async () => {
  for (const language of languages) {
    for (const alert of everyAlert) {
      const { subject, text, html } = await composeAlert(alert, { ...reader, language }, speakerOf(language))
      expect(subject).toContain('Alpenblick AG')
      expect(subject.length).toBeLessThan(100)
      for (const part of [subject, text]) expect(part).not.toMatch(/[{}]|undefined|\bnull\b|\bmail\.\w|NaN/)
      expect(html).toContain(`<html lang="${language}">`)
    }
  }
})

test('no two languages say the same', async () => {
  for (const alert of everyAlert) {
    const said = await Promise.all(
      languages.map((language) => composeAlert(alert, { ...reader, language }, speakerOf(language))),
    )
    expect(new Set(said.map(({ text }) => text)).size).toBe(languages.length)
  }
})

describe('what is said', () => {
  it('carries amounts with their currency, to the cent', async () => {
    expect(await english(samples.spend)).toMatchObject({
      subject: 'Alpenblick AG: Usage reached CHF 1’000.00 in November 2026',
      text: expect.stringContaining('Usage in November 2026 came to CHF 1’234’567.89.'),
    })
  })

  it('names days in the zone of the organization', async () => {
    expect((await english(samples.quota)).text).toContain('1’600 of the 2’000 units')
    expect((await english(samples.quota)).text).toContain('begins on 30 November 2026')
    expect((await english(samples.credit_expiring)).text).toContain(
      'CHF 250.00 of your credit expires on 30 November 2026',
    )
    expect((await english(samples.renewal_ahead)).text).toContain('renews automatically on 30 November 2026')
  })

  it('leads to where something can be done, and to where alerts are chosen', async () => {
    const { text } = await english(samples.credit)
    expect(text).toContain(`Buy credit: ${home}/credits\n`)
    expect(text).toContain(`Choose what you are told: ${home}/settings#alerts`)
    for (const alert of everyAlert)
      expect(alertWords(alert, reader, speakerOf('en')).path).toMatch(/^(\/[a-z-]+(\/[\w-]+)?)?$/)
  })
})

test('who cannot buy credit is not told to', async () => {
  const text = async (biller: 'prepaid' | 'free_credit') =>
    (await english({ ...samples.credit, says: { ...samples.credit.says, biller } })).text
  expect(await text('prepaid')).toContain('Buy credit')
  expect(await text('free_credit')).not.toContain('Buy')
})

test('a name of an organization is data: no mark-up comes of it', async () => {
  const org = '<script>alert("1")</script> & Söhne'
  const { html, subject, text } = await composeAlert(samples.stopped, { ...reader, org }, speakerOf('en'))
  expect(html).not.toContain('<script>')
  expect(html).toContain('&lt;script&gt;')
  expect(subject).toContain(org)
  expect(text).toContain(org)
})

test('a card that was not charged leads to the invoice', async () => {
  expect((await english(samples.invoice_charge)).text).toContain(`Pay invoice 2026-000123: ${home}/invoices/inv_1`)
})

test('an alert in plain text is read from top to bottom', async () => {
  expect((await english(samples.renewal_ahead)).text).toBe(`Team renews on 30 November 2026

Your subscription Team renews automatically on 30 November 2026.

CHF 1’990.00 is charged to Visa •••• 4242, plus tax where it applies.

If you do not want to renew it, end it before that day.

See the subscription: ${home}/plans

-- 
You get this e-mail because you own Alpenblick AG or do its billing. Choose what you are told: ${home}/settings#alerts
`)
})
