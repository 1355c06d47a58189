import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type { CustomerRecord } from '@/packages/stripe-emulator/records'
import { serializeCustomer } from '@/packages/stripe-emulator/serialize/customer'
import type { Work } from '@/packages/stripe-emulator/work'

/** Writes down a new customer and announces it. */
export const newCustomer = (work: Work, given: Partial<CustomerRecord>): CustomerRecord => {
  const customer: CustomerRecord = {
    id: newIdentifier('customer'),
    created: work.now,
    name: null,
    email: null,
    description: null,
    phone: null,
    address: null,
    preferredLocales: [],
    defaultPaymentMethod: null,
    metadata: {},
    testClock: null,
    deleted: false,
    ...given,
  }
  work.put('customer', customer)
  work.emit('customer.created', serializeCustomer(customer))
  return customer
}
