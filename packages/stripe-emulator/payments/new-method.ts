import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type { PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'

const nobody: PaymentMethodRecord['billing'] = { email: null, name: null, phone: null, address: null }

type NewMethod = Partial<
  Pick<PaymentMethodRecord, 'allowRedisplay' | 'billing' | 'card' | 'customer' | 'metadata' | 'sepaDebit'>
>

/** Writes down a method that was just typed in, or that a test token stands for. It belongs to nobody yet. */
export const keepNewMethod = (work: Work, given: NewMethod): PaymentMethodRecord => {
  const method: PaymentMethodRecord = {
    id: newIdentifier('paymentMethod'),
    created: work.now,
    customer: null,
    card: null,
    sepaDebit: null,
    billing: nobody,
    metadata: {},
    allowRedisplay: 'unspecified',
    spent: false,
    prepared: false,
    ...given,
  }
  work.put('payment_method', method)
  return method
}
