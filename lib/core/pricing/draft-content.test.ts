import { expect, test } from 'vitest'
import { type DraftContent, draftContent } from './draft-content'

const draft: DraftContent = {
  book: 'standard',
  currency: 'CHF',
  baseVersion: 2,
  effectiveOn: '2026-12-01',
  prices: {
    monthlyFee: '49.00',
    setupFee: '99',
    skills: [
      { skill: 'ocr', pricePerDay: '0.10' },
      { skill: 'translate', pricePerDay: '0.25' },
    ],
    meters: [{ meter: 'doc.pages', unit: 'page', pricePerUnit: '0.0125' }],
  },
}
const months = ['2026-09', '2026-10']

test('the same prices are the same content, in whatever order and with however many zeros they are typed', () => {
  const { prices } = draft
  const typed = { ...prices, monthlyFee: '49', setupFee: '99.0', skills: [...prices.skills].reverse() }
  expect(draftContent({ ...draft, prices: typed }, months)).toBe(draftContent(draft, months))
})

test.each<[string, Partial<DraftContent>]>([
  ['a fee', { prices: { ...draft.prices, monthlyFee: '49.01' } }],
  ['a meter', { prices: { ...draft.prices, meters: [] } }],
  ['a unit', { prices: { ...draft.prices, meters: [{ meter: 'doc.pages', unit: 'sheet', pricePerUnit: '0.0125' }] } }],
  ['the first day', { effectiveOn: '2026-12-02' }],
  ['the version it follows', { baseVersion: 3 }],
  ['the book', { book: 'other' }],
])('%s makes it another content', (_, change) => {
  expect(draftContent({ ...draft, ...change }, months)).not.toBe(draftContent(draft, months))
})

test('other months are another content', () => {
  expect(draftContent(draft, ['2026-10', '2026-11'])).not.toBe(draftContent(draft, months))
})
