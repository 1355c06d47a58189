import { describe, expect, it, test } from 'vitest'
import type { Alert, AlertKind } from '@/lib/core/alerts/alert'
import { billers } from '@/lib/core/funding/biller'
import { haltReasons } from '@/lib/core/gate/project'
import { explainedChargeFailures } from '@/lib/core/invoices/card-charge'
import { languages } from '@/lib/core/text/language'
import { speakerOf } from '@/lib/i18n/speak'
import { alertMail, alertWords } from './compose-alert'

const samples = {
  spend: {
    key: 'spend',
    kind: 'spend',
    says: { month: '2026-11', limit: '1000.00', spent: '1234567.89', currency: 'CHF' },
  },
  credit: { key: 'credit', kind: 'credit', says: { limit: '5.00', left: '4.99', currency: 'USD', biller: 'prepaid' } },
  stopped: { key: 'stopped', kind: 'stopped', says: { reason: 'credits_used_up' } },
  goes_on: { key: 'goes_on', kind: 'goes_on', says: {} },
  quota: {
    key: 'quota',
    kind: 'quota',
    says: { percent: '80', used: '1600.000000000000', quota: '2000.000000000000', endsAt: '2026-11-29T23:30:00Z' },
  },
  recharge: { key: 'recharge', kind: 'recharge', says: { amount: '20.00', currency: 'EUR', failure: 'expired_card' } },
  invoice_charge: {
    key: 'invoice_charge',
    kind: 'invoice_charge',
    says: { invoice: 'inv_1', number: '2026-000123', amount: '49.00', currency: 'CHF', failure: 'insufficient_funds' },
  },
  owed: {
    key: 'owed',
    kind: 'owed',
    says: {
      standing: 'past_due',
      amount: '49.00',
      currency: 'USD',
      blockedAt: '2026-11-28T10:00:00Z',
      endedAt: '2026-12-05T10:00:00Z',
    },
  },
  returned: {
    key: 'returned',
    kind: 'returned',
    says: { state: 'lost', effect: 'ended', about: 'subscription', name: 'Team', amount: '1990.00', currency: 'CHF' },
  },
} as const satisfies { readonly [Kind in AlertKind]: Alert }

const all: readonly Alert[] = [
  ...Object.values(samples),
  ...billers.map((biller): Alert => ({ ...samples.credit, says: { ...samples.credit.says, biller } })),
  ...haltReasons.map((reason): Alert => ({ ...samples.stopped, says: { reason } })),
  ...(['degraded', 'unpaid'] as const).map(
    (standing): Alert => ({ ...samples.owed, says: { ...samples.owed.says, standing } }),
  ),
  ...(['refunded', 'open', 'won', 'lost'] as const).map(
    (state): Alert => ({ ...samples.returned, says: { ...samples.returned.says, state } }),
  ),
  ...(['blocked', 'as_before', 'taken', 'owed', 'paid', 'kept', 'ended'] as const).map(
    (effect): Alert => ({ ...samples.returned, says: { ...samples.returned.says, effect, about: 'invoice' } }),
  ),
  { ...samples.returned, says: { ...samples.returned.says, about: 'purchase' } },
  ...['authentication_required', 'no_card', 'a_code_of_next_year', ''].map(
    (failure): Alert => ({ ...samples.recharge, says: { ...samples.recharge.says, failure } }),
  ),
  ...[...explainedChargeFailures, 'a_code_of_next_year', ''].map(
    (failure): Alert => ({ ...samples.invoice_charge, says: { ...samples.invoice_charge.says, failure } }),
  ),
]

const reader = { language: 'en', zone: 'Europe/Zurich', org: 'Alpenblick AG' } as const
const home = 'https://billing.example.com/o/alpenblick'
const english = (alert: Alert) => alertMail(alert, reader, speakerOf('en'), home)

test('every alert says something in every language, and leaves no value open', () => {
  for (const language of languages) {
    for (const alert of all) {
      const { subject, text, html } = alertMail(alert, { ...reader, language }, speakerOf(language), home)
      expect(subject).toContain('Alpenblick AG')
      expect(subject.length).toBeLessThan(100)
      for (const part of [subject, text]) expect(part).not.toMatch(/[{}]|undefined|\bnull\b|\bmail\.\w|NaN/)
      expect(html).toContain(`<html lang="${language}">`)
    }
  }
})

test('no two languages say the same', () => {
  for (const alert of all) {
    const said = languages.map((language) => alertMail(alert, { ...reader, language }, speakerOf(language), home).text)
    expect(new Set(said).size).toBe(languages.length)
  }
})

describe('what is said', () => {
  it('carries amounts with their currency, to the cent', () => {
    expect(english(samples.spend)).toMatchObject({
      subject: 'Alpenblick AG: usage reached CHF 1’000.00 in November 2026',
      text: expect.stringContaining('Usage in November 2026 came to CHF 1’234’567.89.'),
    })
  })

  it('names days in the zone of the organization', () => {
    expect(english(samples.quota).text).toContain('1’600 of the 2’000 units')
    expect(english(samples.quota).text).toContain('begins on 30 November 2026')
  })

  it('leads to where something can be done, and to where alerts are chosen', () => {
    const { text } = english(samples.credit)
    expect(text).toContain(`${home}/credits\n`)
    expect(text).toContain(`${home}/settings#alerts`)
    for (const alert of all)
      expect(alertWords(alert, reader, speakerOf('en')).path).toMatch(/^(\/[a-z-]+(\/[\w-]+)?)?$/)
  })
})

test('who cannot buy credit is not told to', () => {
  const text = (biller: 'prepaid' | 'free_credit') =>
    english({ ...samples.credit, says: { ...samples.credit.says, biller } }).text
  expect(text('prepaid')).toContain('Buy credit')
  expect(text('free_credit')).not.toContain('Buy')
})

test('a name of an organization is data: no mark-up comes of it', () => {
  const org = '<script>alert("1")</script> & Söhne'
  const { html, subject } = alertMail(samples.stopped, { ...reader, org }, speakerOf('en'), home)
  expect(html).not.toContain('<script>')
  expect(html).toContain('&#60;script&#62;')
  expect(subject).toContain(org)
})

test('a card that was not charged leads to the invoice', () => {
  expect(english(samples.invoice_charge).text).toContain(
    'Pay invoice 2026-000123: https://billing.example.com/o/alpenblick/invoices/inv_1',
  )
})
