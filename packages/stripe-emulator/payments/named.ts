import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import type { CustomerRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'

/** The customer that a parameter or the path names. Refuses one that never was, and one that was deleted. */
export const customerNamed = async (work: Work, id: string, param = 'customer'): Promise<CustomerRecord> => {
  const customer = await work.get('customer', id)
  if (customer && !customer.deleted) return customer
  throw missing('customer', id, param)
}

/** The intent's own state in the words of a refusal. */
export const wrongState = (object: 'PaymentIntent' | 'SetupIntent', status: string, what: string) =>
  invalidRequest(
    `This ${object}'s status is ${status}, but must be ${what}.`,
    undefined,
    object === 'PaymentIntent' ? 'payment_intent_unexpected_state' : 'setup_intent_unexpected_state',
  )
