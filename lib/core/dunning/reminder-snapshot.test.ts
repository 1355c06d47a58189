import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { draftReminder, feeOf, type Reminded } from './reminder-snapshot'

const party = {
  name: 'Käufer GmbH',
  street: 'Marktgasse',
  buildingNumber: '12',
  postalCode: '3011',
  town: 'Bern',
  country: 'CH',
  vatNumber: '',
  email: '',
}
const invoice: Reminded['invoice'] = {
  org: 'acme',
  language: 'de',
  seller: { ...party, iban: '' },
  buyer: party,
  payBy: 'invoice',
  currency: 'CHF',
  issuedOn: '2026-11-01',
  dueOn: '2026-12-01',
  total: '1138.00',
}

test('a reminder asks for what is open and for every fee so far', () => {
  const charged = [
    { level: 1 as const, fee: minor(0n) },
    { level: 2 as const, fee: minor(2_000n) },
  ]
  const reminded = { invoice, number: '2026-000012', open: minor(113_800n), charged }
  expect(draftReminder(reminded, { level: 3, fee: minor(3_050n), today: '2026-12-31' })).toMatchObject({
    level: 3,
    sentOn: '2026-12-31',
    payUntil: '2027-01-10',
    paid: '0.00',
    open: '1138.00',
    fees: [
      { level: 2, amount: '20.00' },
      { level: 3, amount: '30.50' },
    ],
    due: '1188.50',
  })
})

test('its sums are exact whatever was paid and charged', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 10n }).map(minor)
  fc.assert(
    fc.property(amount, amount, amount, amount, (open, first, second, third) => {
      const total = '99999999999.99'
      const charged = [
        { level: 1 as const, fee: first },
        { level: 2 as const, fee: second },
      ]
      const said = draftReminder(
        { invoice: { ...invoice, total }, number: 'x', open, charged },
        { level: 3, fee: third, today: '2026-12-31' },
      )
      const of = (text: string) => parseDecimal(text, minorPlaces) ?? 0n
      expect(of(said.due)).toBe(open + first + second + third)
      expect(of(said.paid) + of(said.open)).toBe(of(total))
      expect(said.fees.reduce((sum, fee) => sum + of(fee.amount), of(said.open))).toBe(of(said.due))
      expect(said.fees.every((fee) => of(fee.amount) > 0n)).toBe(true)
    }),
  )
})

test('a level costs what its currency says, and nothing where it is not named', () => {
  const fees = { CHF: ['0.00', '20.00', '30.00'] } as const
  expect([feeOf(fees, 'CHF', 1), feeOf(fees, 'CHF', 3), feeOf(fees, 'EUR', 3)]).toEqual([0n, 3_000n, 0n])
})
