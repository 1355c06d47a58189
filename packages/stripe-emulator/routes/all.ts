import type { Endpoint } from '@/packages/stripe-emulator/endpoint'
import { accountRoutes } from './account'
import { billingSettingsRoutes } from './billing-settings'
import { charges } from './charges'
import { checkoutSessions } from './checkout-sessions'
import { customers } from './customers'
import { disputes } from './disputes'
import { events } from './events'
import { invoiceItems } from './invoice-items'
import { invoicePayments } from './invoice-payments'
import { invoices } from './invoices'
import { outage } from './outage'
import { paymentIntents } from './payment-intents'
import { paymentMethods } from './payment-methods'
import { portal } from './portal'
import { prices } from './prices'
import { products } from './products'
import { refunds } from './refunds'
import { settleDebits } from './settle-debit'
import { setupIntents } from './setup-intents'
import { subscriptionItems } from './subscription-items'
import { subscriptions } from './subscriptions'
import { testClocks } from './test-clocks'
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
  ...subscriptions,
  ...subscriptionItems,
  ...invoices,
  ...invoicePayments,
  ...invoiceItems,
  ...testClocks,
  ...billingSettingsRoutes,
  ...setupIntents,
  ...refunds,
  ...disputes,
  ...outage,
  ...accountRoutes,
  ...portal,
  ...settleDebits,
  ...webhookSwitches,
]
