import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { shownLine } from '@/lib/core/invoices/shown-line'
import type { SnapshotLine } from '@/lib/core/invoices/snapshot'
import messages from '@/lib/i18n/messages/en.json'
import { describeLine } from './describe-line'

const t = createTranslator({ locale: 'en', messages, namespace: 'lines' })
const october = { start: '2026-10-01', end: '2026-11-01' }

const line = (part: Partial<SnapshotLine>): SnapshotLine => ({
  position: 1,
  kind: 'usage',
  subject: 'llm.input_tokens',
  detail: '',
  quantity: '1234567.500',
  unit: 'token',
  unitPrice: '0.000002',
  amount: '2.47',
  taxRate: '8.10',
  explain: { formula: '', priceVersions: [1], days: [], events: [], usage: [] },
  ...part,
})

const words = (part: Partial<SnapshotLine>) =>
  describeLine(line(part), shownLine({}, line(part), 'en'), october, t, (month) => `<${month}>`)

test('a fee for part of a month says how many of its days were billed', () => {
  const days = [
    { start: '2026-10-05', end: '2026-10-20' },
    { start: '2026-10-25', end: '2026-10-30' },
  ]
  const explain = { formula: '49.00 × 20 ÷ 31', priceVersions: [1], days, events: [], usage: [] }
  const fee = { kind: 'tenant_fee', subject: 'acme-prod', unit: 'month', explain } as const
  expect(words({ ...fee, detail: '20/31', quantity: '0.645161290323' })).toEqual({
    title: 'Monthly fee · acme-prod',
    note: '20 of 31 days',
    quantity: '20/31 month',
  })
})

test('a fee for the whole month needs no note', () => {
  const explain = { formula: '49.00', priceVersions: [1], days: [october], events: [], usage: [] }
  expect(
    words({ kind: 'tenant_fee', subject: 'acme-prod', detail: '31/31', quantity: '1', unit: 'month', explain }),
  ).toEqual({
    title: 'Monthly fee · acme-prod',
    note: '',
    quantity: '1 month',
  })
})

test('usage is told in units of its meter, with grouped figures and no empty decimals', () => {
  expect(words({})).toEqual({ title: 'llm.input_tokens', note: '', quantity: '1’234’567.5 token' })
})

test('a credit is an amount alone, and names the month where it is about another', () => {
  const credit = { kind: 'credit', subject: 'usage', quantity: '-1', unit: 'once', unitPrice: '3.00' } as const
  expect(words(credit)).toEqual({ title: 'Usage paid from credit or quota', note: '', quantity: '' })
  expect(words({ ...credit, subject: 'correction', detail: '2026-09' }).title).toBe(
    'Usage of <2026-09> paid from credit or quota',
  )
})

test('a setup fee is counted once, a skill by the day, a correction names its month', () => {
  expect(words({ kind: 'setup_fee', subject: 'acme-prod', quantity: '1', unit: 'once' }).quantity).toBe('once')
  expect(words({ kind: 'skill', subject: 'acme-prod', detail: 'ocr', quantity: '1', unit: 'day' })).toMatchObject({
    title: 'ocr · acme-prod',
    quantity: '1 day',
  })
  expect(words({ kind: 'correction', detail: '2026-09' }).title).toBe('Correction for <2026-09> · llm.input_tokens')
})
