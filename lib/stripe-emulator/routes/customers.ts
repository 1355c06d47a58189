import { z } from 'zod'
import { type Endpoint, endpoint } from '@/lib/stripe-emulator/endpoint'
import { missing } from '@/lib/stripe-emulator/failure'
import { newIdentifier } from '@/lib/stripe-emulator/identifiers'
import { clearable, metadata, text } from '@/lib/stripe-emulator/parameters'
import type { CustomerRecord, Metadata } from '@/lib/stripe-emulator/records'
import { serializeCustomer } from '@/lib/stripe-emulator/serialize/customer'
import type { Work } from '@/lib/stripe-emulator/work'
import { retrieve } from './retrieve'

const fields = {
  name: clearable(256).optional(),
  email: z
    .union([z.literal('').transform(() => null), z.string().max(512).includes('@', { error: 'Invalid email address' })])
    .optional(),
  description: clearable().optional(),
  phone: clearable(20).optional(),
  preferred_locales: z.array(text(20)).optional(),
  metadata: metadata().optional(),
}

const updates = z.strictObject({
  ...fields,
  invoice_settings: z.strictObject({ default_payment_method: clearable().optional() }).optional(),
})

type Update = z.output<typeof updates>

/** Given keys replace, an empty value removes its key, the rest stays. */
const mergeMetadata = (current: Metadata, given: Metadata | undefined): Metadata =>
  Object.fromEntries(Object.entries({ ...current, ...given }).filter(([, value]) => value !== ''))

const defaultMethodOf = async (work: Work, customer: CustomerRecord, given: Update): Promise<string | null> => {
  const id = given.invoice_settings?.default_payment_method
  if (id === undefined) return customer.defaultPaymentMethod
  const method = id === null ? null : await work.get('payment_method', id)
  if (id !== null && method?.customer !== customer.id) {
    throw missing('PaymentMethod', id, 'invoice_settings[default_payment_method]')
  }
  return id
}

const changed = async (work: Work, customer: CustomerRecord, given: Update): Promise<CustomerRecord> => ({
  ...customer,
  name: given.name === undefined ? customer.name : given.name,
  email: given.email === undefined ? customer.email : given.email,
  description: given.description === undefined ? customer.description : given.description,
  phone: given.phone === undefined ? customer.phone : given.phone,
  preferredLocales: given.preferred_locales ?? customer.preferredLocales,
  defaultPaymentMethod: await defaultMethodOf(work, customer, given),
  metadata: mergeMetadata(customer.metadata, given.metadata),
})

const create = endpoint('POST', '/customers', z.strictObject(fields), async ({ work }, given) => {
  const blank: CustomerRecord = {
    id: newIdentifier('customer'),
    created: work.now,
    name: null,
    email: null,
    description: null,
    phone: null,
    preferredLocales: [],
    defaultPaymentMethod: null,
    metadata: {},
  }
  const customer = await changed(work, blank, given)
  work.put('customer', customer)
  work.emit('customer.created', serializeCustomer(customer))
  return serializeCustomer(customer)
})

const update = endpoint('POST', '/customers/:id', updates, async ({ work, id }, given) => {
  const current = await work.get('customer', id)
  if (!current) throw missing('customer', id)
  const customer = await changed(work, current, given)
  work.put('customer', customer)
  work.emit('customer.updated', serializeCustomer(customer))
  return serializeCustomer(customer)
})

export const customers: readonly Endpoint[] = [create, retrieve('/customers', 'customer', 'customer'), update]
