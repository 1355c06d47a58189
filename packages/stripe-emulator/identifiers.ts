import { randomInt } from 'node:crypto'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const random = (length: number): string => Array.from({ length }, () => letters[randomInt(letters.length)]).join('')

/** Ids of the length and look of Stripe's own, so that nothing downstream learns to expect another shape. */
const makers = {
  charge: () => `ch_3${random(23)}`,
  checkoutSession: () => `cs_test_a1${random(56)}`,
  customer: () => `cus_${random(14)}`,
  dispute: () => `du_1${random(23)}`,
  delivery: () => `whd_1${random(23)}`,
  event: () => `evt_1${random(23)}`,
  invoice: () => `in_1${random(23)}`,
  invoiceItem: () => `ii_1${random(23)}`,
  invoiceLine: () => `il_1${random(23)}`,
  invoicePayment: () => `inpay_1${random(23)}`,
  lineItem: () => `li_1${random(23)}`,
  paymentIntent: () => `pi_3${random(23)}`,
  paymentMethod: () => `pm_1${random(23)}`,
  portalConfiguration: () => `bpc_1${random(23)}`,
  portalSession: () => `bps_1${random(23)}`,
  price: () => `price_1${random(23)}`,
  product: () => `prod_${random(14)}`,
  refund: () => `re_3${random(23)}`,
  request: () => `req_${random(14)}`,
  setupIntent: () => `seti_1${random(23)}`,
  subscription: () => `sub_1${random(23)}`,
  subscriptionItem: () => `si_${random(14)}`,
  testClock: () => `clock_1${random(23)}`,
} as const

export const newIdentifier = (kind: keyof typeof makers): string => makers[kind]()

/** The part after `_secret_` of a client secret. */
export const newSecret = (): string => `secret_${random(32)}`
