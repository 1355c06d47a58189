import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { missing } from '@/packages/stripe-emulator/failure'
import { wrongState } from '@/packages/stripe-emulator/payments/named'
import { settleDebit } from '@/packages/stripe-emulator/payments/settle'
import { paymentIntentObject } from '@/packages/stripe-emulator/serialize/record'

/** Ends a debit now, whatever its account would have done and when. */
const settle = endpoint(
  'POST',
  '/test_helpers/emulator/payment_intents/:id/settle',
  z.strictObject({ ends: z.enum(['succeeded', 'failed']) }),
  async ({ work, id }, { ends }) => {
    const intent = await work.get('payment_intent', id)
    if (!intent) throw missing('payment_intent', id)
    if (intent.status !== 'processing') throw wrongState('PaymentIntent', intent.status, 'processing')
    return paymentIntentObject(work, await settleDebit(work, intent, ends))
  },
)

export const settleDebits: readonly Endpoint[] = [settle]
