import { expect, test } from 'vitest'
import { shownLine } from '@/lib/core/invoices/shown-line'
import type { SnapshotLine } from '@/lib/core/invoices/snapshot'
import { describeLine, describeQuantity, describeUnit, describeUnitPrice } from './describe-line'
import { sampleLine } from './testing/sample-invoice'
import { de } from './words/de'
import { en } from './words/en'
import { fr } from './words/fr'
import { it as italian } from './words/it'
import type { Words } from './words/words'

/** As invoices of the first kind are shown: without words of their own. */
const shown = (line: SnapshotLine) => shownLine({}, line, 'en')
const describeLineOf = (line: SnapshotLine, words: Words) => describeLine(line, words, shown(line))
const quantityOf = (line: SnapshotLine) => describeQuantity(line, shown(line))
const unitOf = (line: SnapshotLine, words: Words) => describeUnit(line, words, shown(line))
const priceOf = (line: SnapshotLine) => describeUnitPrice(line, shown(line))

const fee = { kind: 'tenant_fee', subject: 'acme-prod', unit: 'month', unitPrice: '49.00' } as const

test('a fee for part of a month names its days and stands as a fraction of one month', () => {
  const line = sampleLine(1, { ...fee, detail: '20/31', quantity: '0.645161290323' })
  expect(describeLineOf(line, en)).toBe('Monthly fee · tenant acme-prod (20 of 31 days)')
  expect([quantityOf(line), unitOf(line, en)]).toEqual(['20/31', 'month'])
})

test('a fee for a whole month names no days', () => {
  const line = sampleLine(1, { ...fee, detail: '31/31', quantity: '1' })
  expect(describeLineOf(line, de)).toBe('Monatsgebühr · Tenant acme-prod')
  expect([quantityOf(line), unitOf(line, de)]).toEqual(['1', 'Monat'])
})

test.each([
  [{ kind: 'setup_fee', subject: 'acme', quantity: '1', unit: 'once' }, 'Setup fee · tenant acme', 'once'],
  [{ kind: 'skill', subject: 'acme', detail: 'ocr', quantity: '11', unit: 'day' }, 'Skill ocr · tenant acme', 'days'],
  [{ kind: 'skill', subject: 'acme', detail: 'ocr', quantity: '1', unit: 'day' }, 'Skill ocr · tenant acme', 'day'],
  [{ kind: 'usage', subject: 'llm.input_tokens', unit: 'token' }, 'llm.input_tokens', 'token'],
  [
    { kind: 'correction', subject: 'sandbox.seconds', detail: '2026-09', unit: 'second' },
    'Correction for September 2026 · sandbox.seconds',
    'second',
  ],
] as const)('line %# reads as what it is for', (change, description, unit) => {
  const line = sampleLine(1, change)
  expect([describeLineOf(line, en), unitOf(line, en)]).toEqual([description, unit])
})

const credit = {
  kind: 'credit',
  subject: 'usage',
  quantity: '-1',
  unit: 'once',
  unitPrice: '3.00',
  amount: '-3.00',
} as const

test.each([
  [
    de,
    'Nutzung, aus Guthaben oder Kontingent bezahlt',
    'Nutzung im September 2026, aus Guthaben oder Kontingent bezahlt',
  ],
  [en, 'Usage paid from credit or quota', 'Usage of September 2026 paid from credit or quota'],
  [fr, 'Utilisation payée par crédit ou quota', 'Utilisation de septembre 2026, payée par crédit ou quota'],
  [italian, 'Utilizzo pagato con credito o quota', 'Utilizzo di settembre 2026, pagato con credito o quota'],
])('a credit reads as what paid, in every language, and is an amount alone (%#)', (words, plain, dated) => {
  const line = sampleLine(1, credit)
  expect(describeLineOf(line, words)).toBe(plain)
  expect(describeLineOf({ ...line, detail: '2026-09' }, words)).toBe(dated)
  expect([quantityOf(line), unitOf(line, words), priceOf(line)]).toEqual(['', '', ''])
})

test('a unit price keeps every digit that says something, and two decimals', () => {
  const prices = ['0.000002500000', '49.00', '1234.500000'].map((unitPrice) => priceOf(sampleLine(1, { unitPrice })))
  expect(prices).toEqual(['0.0000025', '49.00', '1’234.50'])
})
