import type Stripe from 'stripe'
import { browserPath } from '@/packages/stripe-emulator/browser/paths'
import type {
  PortalConfigurationRecord,
  PortalFlowRecord,
  PortalSessionRecord,
} from '@/packages/stripe-emulator/records'

const flowOf = ({ type, after, returnUrl, message }: PortalFlowRecord): Stripe.BillingPortal.Session.Flow => ({
  after_completion: {
    hosted_confirmation: after === 'hosted_confirmation' ? { custom_message: message } : null,
    redirect: returnUrl === null ? null : { return_url: returnUrl },
    type: after,
  },
  customer_update: null,
  subscription_cancel: null,
  subscription_pause: null,
  subscription_update: null,
  subscription_update_confirm: null,
  type,
})

export const serializePortalSession = (
  record: PortalSessionRecord,
  publicUrl: string,
): Stripe.BillingPortal.Session => ({
  id: record.id,
  object: 'billing_portal.session',
  configuration: record.configuration,
  created: record.created,
  customer: record.customer,
  customer_account: null,
  flow: record.flow && flowOf(record.flow),
  livemode: false,
  locale: record.locale,
  on_behalf_of: null,
  return_url: record.returnUrl,
  url: `${publicUrl}${browserPath}/portal/${record.id}#${record.secret}`,
})

/** Everything a portal could offer that this one does not. */
const notOffered = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: null,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
} satisfies Partial<Stripe.BillingPortal.Configuration.Features>

export const serializePortalConfiguration = (
  record: PortalConfigurationRecord,
): Stripe.BillingPortal.Configuration => ({
  id: record.id,
  object: 'billing_portal.configuration',
  active: record.active,
  application: null,
  business_profile: {
    headline: record.headline,
    privacy_policy_url: record.privacyPolicyUrl,
    terms_of_service_url: record.termsOfServiceUrl,
  },
  created: record.created,
  default_return_url: record.defaultReturnUrl,
  features: {
    ...notOffered,
    payment_method_update: { enabled: record.methodUpdates, payment_method_configuration: null },
  },
  is_default: record.isDefault,
  livemode: false,
  login_page: { enabled: false, url: null },
  metadata: record.metadata,
  name: record.name,
  updated: record.updated,
})
