import { newIdentifier, newSecret } from '@/packages/stripe-emulator/identifiers'
import type { PaymentIntentRecord } from '@/packages/stripe-emulator/records'
import { paymentIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'

export type NewIntent = Pick<PaymentIntentRecord, 'amount' | 'currency' | 'customer'> &
  Partial<
    Pick<
      PaymentIntentRecord,
      | 'description'
      | 'metadata'
      | 'owner'
      | 'paymentMethod'
      | 'receiptEmail'
      | 'setupFutureUsage'
      | 'statementDescriptor'
      | 'statementDescriptorSuffix'
      | 'allowedMethodTypes'
      | 'staysHere'
    >
  >

/** Begins a payment that nobody has tried to pay yet, and announces it. */
export const beginIntent = async (work: Work, given: NewIntent): Promise<PaymentIntentRecord> => {
  const id = newIdentifier('paymentIntent')
  const intent: PaymentIntentRecord = {
    id,
    created: work.now,
    status: given.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    clientSecret: `${id}_${newSecret()}`,
    description: null,
    metadata: {},
    paymentMethod: null,
    latestCharge: null,
    lastPaymentError: null,
    canceledAt: null,
    cancellationReason: null,
    setupFutureUsage: null,
    receiptEmail: null,
    statementDescriptor: null,
    statementDescriptorSuffix: null,
    returnUrl: null,
    settlesAt: null,
    owner: null,
    allowedMethodTypes: null,
    staysHere: false,
    ...given,
  }
  work.put('payment_intent', intent)
  work.emit('payment_intent.created', await paymentIntentObject(work, intent))
  return intent
}
