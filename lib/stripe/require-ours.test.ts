import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { readReceivedEvent } from './received-event'
import { requireOurs } from './require-ours'

const now = Temporal.Instant.from('2026-11-21T10:00:00Z')
const created = now.epochMilliseconds / 1000
const take = (event: object, live: boolean | null = false) =>
  requireOurs(readReceivedEvent(JSON.stringify({ id: 'evt_1', type: 'customer.created', created, ...event })), {
    live,
    now,
  })

test('an event of this mode and account and of a time that has come is taken', () => {
  for (const event of [
    { livemode: false },
    {},
    { livemode: 'no' },
    { account: null },
    { created: created + 300 },
    { created: 'x' },
  ]) {
    expect(() => take(event)).not.toThrow()
  }
  expect(() => take({ livemode: true }, true)).not.toThrow()
  expect(() => take({ livemode: true }, null)).not.toThrow()
})

test.each([
  [{ livemode: true }, false, 'live mode'],
  [{ livemode: false }, true, 'test mode'],
  [{ livemode: false, account: 'acct_other' }, false, 'acct_other'],
  [{ created: created + 301 }, false, 'still to come'],
] as const)('%j is refused', (event, live, says) => {
  expect(() => take(event, live)).toThrow(says)
})
