import type { Endpoint } from '@/lib/stripe-emulator/endpoint'
import { charges } from './charges'
import { checkoutSessions } from './checkout-sessions'
import { customers } from './customers'
import { disputes } from './disputes'
import { events } from './events'
import { outage } from './outage'
import { paymentIntents } from './payment-intents'
import { paymentMethods } from './payment-methods'
import { prices } from './prices'
import { products } from './products'
import { refunds } from './refunds'
import { settleDebits } from './settle-debit'
import { setupIntents } from './setup-intents'
import { webhookSwitches } from './webhook-switches'

/** Every call the API answers; the first that fits a path answers it. */
export const endpoints: readonly Endpoint[] = [
  ...customers,
  ...checkoutSessions,
  ...paymentIntents,
  ...charges,
  ...paymentMethods,
  ...events,
  ...products,
  ...prices,
  ...setupIntents,
  ...refunds,
  ...disputes,
  ...outage,
  ...settleDebits,
  ...webhookSwitches,
]
