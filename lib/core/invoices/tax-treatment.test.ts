import { expect, test } from 'vitest'
import { proposedTreatment, refuseTreatment, type Taxed } from './tax-treatment'

const taxed = (over: Partial<Taxed>): Taxed => ({
  country: 'CH',
  vatNumber: '',
  treatment: 'domestic',
  exemption: '',
  ...over,
})

test.each([
  ['CH', '', 'domestic'],
  ['LI', '12345', 'domestic'],
  ['DE', 'DE136695976', 'reverse_charge'],
  ['DE', '', 'export'],
  ['US', '', 'export'],
  ['GB', 'GB123456789', 'export'],
])('a buyer in %s with the VAT number "%s" is proposed %s', (country, vatNumber, treatment) => {
  expect(proposedTreatment(country, vatNumber)).toBe(treatment)
})

test.each([
  [{ country: 'CH', treatment: 'export' }, 'treatment_wrong', 'treatment'],
  [{ country: 'LI', treatment: 'reverse_charge', vatNumber: '12345' }, 'treatment_wrong', 'treatment'],
  [{ country: 'DE', treatment: 'reverse_charge' }, 'treatment_wrong', 'vatNumber'],
  [{ country: 'US', treatment: 'reverse_charge', vatNumber: '1' }, 'treatment_wrong', 'treatment'],
  [{ country: 'DE', treatment: 'exempt' }, 'treatment_wrong', 'exemption'],
  [{ country: 'DE', treatment: 'domestic' }, 'treatment_unusual', 'treatment'],
] as const)('%o is refused', (over, refused, field) => {
  expect(refuseTreatment(taxed(over), false)).toMatchObject({ refused, facts: { field } })
})

test.each([
  { country: 'CH' },
  { country: 'DE', treatment: 'export' },
  { country: 'DE', treatment: 'reverse_charge', vatNumber: 'DE136695976' },
  { country: 'CH', treatment: 'exempt', exemption: 'Art. 21 Abs. 2 Ziff. 11 MWSTG' },
] as const)('%o is taken', (over) => {
  expect(refuseTreatment(taxed(over), false)).toBeNull()
})

test('Swiss VAT for a buyer abroad is taken once it is confirmed, and nothing else is', () => {
  expect(refuseTreatment(taxed({ country: 'DE' }), true)).toBeNull()
  expect(refuseTreatment(taxed({ treatment: 'export' }), true)).toMatchObject({ refused: 'treatment_wrong' })
})
