import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { changedFacts, factName } from './audit-facts'

test.each([
  ['spendCap', 'Spend cap'],
  ['spend_cap', 'Spend cap'],
  ['max_disk_mb', 'Largest disk in MB'],
  ['freeCredit', 'Free credit'],
  ['grant-id', 'Grant ID'],
  ['to', 'To'],
  ['', ''],
])('the key %s is called %s', (key, words) => {
  expect(factName(key)).toBe(words)
})

it('says what changed in words, part by part, and leaves out what stayed', () => {
  const before = { spendCap: null, freeCredit: true, address: { city: 'Bern', zip: '3000' }, to: ['a', 'b'] }
  const after = {
    spendCap: '50.00',
    freeCredit: false,
    address: { city: 'Chur', zip: '3000' },
    to: ['a'],
    lines: [{ n: 1 }],
  }
  expect(changedFacts(before, after)).toEqual([
    { name: 'Spend cap', before: '–', after: '50.00' },
    { name: 'Free credit', before: 'Yes', after: 'No' },
    { name: 'Address › City', before: 'Bern', after: 'Chur' },
    { name: 'To', before: 'a, b', after: 'a' },
    { name: 'Lines 1 › N', before: '–', after: '1' },
  ])
})

it('reads any record, however deep and odd, without failing', () => {
  const facts = fc.dictionary(fc.string(), fc.jsonValue())
  fc.assert(
    fc.property(fc.option(facts), fc.option(facts), (before, after) => {
      for (const { name, before: was, after: is } of changedFacts(before, after)) {
        expect([typeof name, typeof was, typeof is]).toEqual(['string', 'string', 'string'])
      }
      expect(changedFacts(before, before)).toEqual([])
    }),
  )
})
