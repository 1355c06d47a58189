import type { PaymentIntentRecord, SetupIntentRecord } from '@/packages/stripe-emulator/records'
import { paymentIntentObject, setupIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'

/** Gives up a payment that is not made, and announces it. */
export const cancelIntent = async (
  work: Work,
  intent: PaymentIntentRecord,
  cancellationReason: PaymentIntentRecord['cancellationReason'],
): Promise<PaymentIntentRecord> => {
  const canceled: PaymentIntentRecord = { ...intent, status: 'canceled', canceledAt: work.now, cancellationReason }
  work.put('payment_intent', canceled)
  work.emit('payment_intent.canceled', await paymentIntentObject(work, canceled))
  return canceled
}

/** Gives up saving a method, and announces it. */
export const cancelSetup = async (
  work: Work,
  intent: SetupIntentRecord,
  cancellationReason: SetupIntentRecord['cancellationReason'],
): Promise<SetupIntentRecord> => {
  const canceled: SetupIntentRecord = { ...intent, status: 'canceled', cancellationReason }
  work.put('setup_intent', canceled)
  work.emit('setup_intent.canceled', await setupIntentObject(work, canceled))
  return canceled
}
