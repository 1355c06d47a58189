import { expect, test } from 'vitest'
import { invoiceStatus, readStatus } from './invoice-item'

test('an invoice is overdue from the day after its due day, and paid is paid however late', () => {
  expect(invoiceStatus(null, '2026-11-20', '2026-11-20')).toBe('open')
  expect(invoiceStatus(null, '2026-11-20', '2026-11-21')).toBe('overdue')
  expect(invoiceStatus('2026-12-24', '2026-11-20', '2027-01-01')).toBe('paid')
})

test('a status in the address that means nothing filters nothing', () => {
  expect(['open', 'overdue', 'paid', 'OPEN', '', undefined].map(readStatus)).toEqual([
    'open',
    'overdue',
    'paid',
    undefined,
    undefined,
    undefined,
  ])
})
