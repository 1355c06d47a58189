import type Stripe from 'stripe'

/**
 * What makes Stripe add tax in a Checkout (P8). It needs to know where the customer is, and keeps the address with them;
 * a company may name its VAT number. Prices in such a session must be `exclusive`, so that tax comes on top.
 */
export const automaticTaxParameters = {
  automatic_tax: { enabled: true },
  billing_address_collection: 'required',
  tax_id_collection: { enabled: true },
  customer_update: { address: 'auto', name: 'auto' },
} as const satisfies Stripe.Checkout.SessionCreateParams
