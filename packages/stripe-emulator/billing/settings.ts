import type { BillingSettingsRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'

const day = 86_400

/** Four attempts in a good two weeks, then the subscription is unpaid. */
const standard: BillingSettingsRecord = { id: 'billing_settings', retryDays: [3, 5, 7], afterLastRetry: 'unpaid' }

export const billingSettings = async (work: Work): Promise<BillingSettingsRecord> =>
  (await work.get('emulator.billing_settings', standard.id)) ?? standard

/** When the next try is due after `attempts` failed ones; null where none is left. */
export const nextAttempt = ({ retryDays }: BillingSettingsRecord, attempts: number, now: number): number | null => {
  const days = retryDays[attempts - 1]
  return days === undefined ? null : now + days * day
}
