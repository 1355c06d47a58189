import type Stripe from 'stripe'
import type { TestClockRecord } from '@/packages/stripe-emulator/records'

const keptSeconds = 30 * 86_400

export const serializeTestClock = (record: TestClockRecord): Stripe.TestHelpers.TestClock => ({
  id: record.id,
  object: 'test_helpers.test_clock',
  created: record.created,
  deletes_after: record.created + keptSeconds,
  frozen_time: record.frozenTime,
  livemode: false,
  name: record.name,
  status: record.status,
  status_details: record.targetTime === null ? {} : { advancing: { target_frozen_time: record.targetTime } },
})
