import { expect, it } from 'vitest'
import { cardStanding } from './payment-methods'

it.each([
  ['2026-12', '2026-10-31', 'valid'],
  ['2026-12', '2026-11-01', 'valid'],
  ['2026-12', '2026-11-02', 'expiring'],
  ['2026-12', '2026-12-31', 'expiring'],
  ['2026-12', '2027-01-01', 'expired'],
  ['2024-02', '2024-02-29', 'expiring'],
  ['2024-02', '2024-03-01', 'expired'],
  ['', '2099-01-01', 'valid'],
] as const)(
  'a card of %s is on %s %s: its last month counts whole, and 60 days before its end it is marked',
  (expires, today, standing) => {
    expect(cardStanding(expires, today)).toBe(standing)
  },
)
