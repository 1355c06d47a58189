import { Failure, invalidRequest } from '@/packages/stripe-emulator/failure'
import type { CheckoutSessionRecord, CustomerRecord } from '@/packages/stripe-emulator/records'
import type { SessionParameters } from './session-parameters'

const noLocation = (): Failure =>
  new Failure(400, {
    type: 'invalid_request_error',
    code: 'customer_tax_location_invalid',
    message:
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
  })

/**
 * What the page asks of the payer's whereabouts. The address typed there counts for tax where it is kept with the
 * customer, or where there is none yet; otherwise the customer's own does, and has to be there.
 */
export const checkAddress = (
  given: SessionParameters,
  customer: CustomerRecord | null,
): Pick<CheckoutSessionRecord, 'collects' | 'place'> => {
  const { customer_update: update, tax_id_collection, automatic_tax, billing_address_collection } = given
  if (update && !customer) {
    throw invalidRequest('`customer_update` can only be used with `customer`.', 'customer_update')
  }
  const taxId = tax_id_collection?.enabled ?? false
  const savesName = update?.name === 'auto'
  if (taxId && customer && !savesName) {
    const message =
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.'
    throw invalidRequest(message, 'customer_update[name]')
  }
  const savesAddress = update?.address === 'auto'
  const country = customer?.address?.country ?? null
  const taxed = automatic_tax?.enabled ?? false
  const typed = !customer || savesAddress
  if (taxed && !typed && country === null) throw noLocation()
  const address = billing_address_collection === 'required' || (taxed && typed)
  return { collects: { address, taxId, savesAddress, savesName }, place: { country, taxId: null } }
}
