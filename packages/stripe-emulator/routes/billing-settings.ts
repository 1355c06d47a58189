import { z } from 'zod'
import { billingSettings } from '@/packages/stripe-emulator/billing/settings'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { integer } from '@/packages/stripe-emulator/parameters'
import type { BillingSettingsRecord } from '@/packages/stripe-emulator/records'

const path = '/test_helpers/emulator/billing'

const shown = ({ retryDays, afterLastRetry }: BillingSettingsRecord): object => ({
  object: 'test_helpers.emulator.billing',
  retry_days: retryDays,
  after_last_retry: afterLastRetry,
})

const read = endpoint('GET', path, z.strictObject({}), async ({ work }) => shown(await billingSettings(work)))

/** How failed invoices are retried and what comes after the last try. It counts from the next attempt on. */
const change = endpoint(
  'POST',
  path,
  z.strictObject({
    retry_days: z.array(integer(1, 60)).max(8).optional(),
    after_last_retry: z.enum(['unpaid', 'cancel', 'past_due']).optional(),
  }),
  async ({ work }, given) => {
    const current = await billingSettings(work)
    const next: BillingSettingsRecord = {
      ...current,
      retryDays: given.retry_days ?? current.retryDays,
      afterLastRetry: given.after_last_retry ?? current.afterLastRetry,
    }
    work.put('emulator.billing_settings', next)
    return shown(next)
  },
)

export const billingSettingsRoutes: readonly Endpoint[] = [read, change]
