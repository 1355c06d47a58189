import { expect, test } from 'vitest'
import { readAlertAmounts } from './read-alert-amounts'

test('amounts are read as people type them, and rows that were left empty are dropped', () => {
  expect(readAlertAmounts({ spend: ['1’000', '', ' 25,50 ', '7.-'], creditBelow: '5' })).toEqual({
    amounts: { spend: ['1000.00', '25.50', '7.00'], creditBelow: '5.00' },
    unread: new Set(),
  })
  expect(readAlertAmounts({ spend: [], creditBelow: '  ' }).amounts).toEqual({ spend: [], creditBelow: '' })
})

test('what is no amount above zero is named', () => {
  const { unread } = readAlertAmounts({ spend: ['50', 'fifty', '0', '1.234', '-3'], creditBelow: '0.00' })
  expect(unread).toEqual(new Set(['spend 1', 'spend 2', 'spend 3', 'spend 4', 'credit']))
})
