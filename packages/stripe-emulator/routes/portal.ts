import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing, notEmulated } from '@/packages/stripe-emulator/failure'
import { newIdentifier, newSecret } from '@/packages/stripe-emulator/identifiers'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { clearable, flag, listParameters, metadata, text, url } from '@/packages/stripe-emulator/parameters'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import { defaultConfiguration } from '@/packages/stripe-emulator/portal/configuration'
import type {
  PortalConfigurationRecord,
  PortalFlowRecord,
  PortalSessionRecord,
} from '@/packages/stripe-emulator/records'
import { serializePortalConfiguration, serializePortalSession } from '@/packages/stripe-emulator/serialize/portal'
import type { Work } from '@/packages/stripe-emulator/work'

const flowData = z.strictObject({
  type: z.enum([
    'customer_update',
    'payment_method_update',
    'subscription_cancel',
    'subscription_pause',
    'subscription_update',
    'subscription_update_confirm',
  ]),
  after_completion: z
    .strictObject({
      type: z.enum(['hosted_confirmation', 'portal_homepage', 'redirect']),
      hosted_confirmation: z.strictObject({ custom_message: text(500).optional() }).optional(),
      redirect: z.strictObject({ return_url: url() }).optional(),
    })
    .optional(),
})

const flowOf = ({ type, after_completion: after }: z.output<typeof flowData>): PortalFlowRecord => {
  if (type !== 'payment_method_update') throw notEmulated(`the portal flow ${type}`, 'flow_data[type]')
  if (after?.type === 'redirect' && !after.redirect) {
    const param = 'flow_data[after_completion][redirect]'
    throw invalidRequest(`Missing required param: ${param}.`, param, 'parameter_missing')
  }
  return {
    type,
    after: after?.type ?? 'portal_homepage',
    returnUrl: after?.redirect?.return_url ?? null,
    message: after?.hosted_confirmation?.custom_message ?? null,
    done: false,
  }
}

const configurationNamed = async (work: Work, id: string, param = 'id'): Promise<PortalConfigurationRecord> => {
  const found = await work.get('billing_portal.configuration', id)
  if (!found) throw missing('configuration', id, param)
  return found
}

const createSession = endpoint(
  'POST',
  '/billing_portal/sessions',
  z.strictObject({
    configuration: text().optional(),
    customer: text(),
    flow_data: flowData.optional(),
    locale: z.enum(['auto', 'en', 'en-GB', 'de', 'fr', 'fr-CA', 'it']).optional(),
    return_url: url().optional(),
  }),
  async ({ work, publicUrl }, given) => {
    const customer = await customerNamed(work, given.customer)
    const configuration = given.configuration
      ? await configurationNamed(work, given.configuration, 'configuration')
      : await defaultConfiguration(work)
    if (!configuration.active) {
      throw invalidRequest('This portal configuration is not active.', 'configuration')
    }
    if (given.flow_data && !configuration.methodUpdates) {
      throw invalidRequest(
        'This flow needs `features[payment_method_update]` to be enabled in the portal configuration.',
        'flow_data[type]',
      )
    }
    const session: PortalSessionRecord = {
      id: newIdentifier('portalSession'),
      created: work.now,
      customer: customer.id,
      configuration: configuration.id,
      returnUrl: given.return_url ?? configuration.defaultReturnUrl,
      flow: given.flow_data ? flowOf(given.flow_data) : null,
      locale: given.locale ?? null,
      secret: newSecret(),
      setupIntent: null,
    }
    work.put('billing_portal.session', session)
    work.emit('billing_portal.session.created', serializePortalSession(session, publicUrl))
    return serializePortalSession(session, publicUrl)
  },
)

const configurationFields = {
  business_profile: z
    .strictObject({
      headline: clearable(60).optional(),
      privacy_policy_url: url().optional(),
      terms_of_service_url: url().optional(),
    })
    .optional(),
  default_return_url: clearable().optional(),
  metadata: metadata().optional(),
  name: clearable().optional(),
}
/** Cards are all the local portal can change: what else would be offered is refused, not shown by half. */
const features = z.strictObject({ payment_method_update: z.strictObject({ enabled: flag() }).optional() })

const changed = (
  current: PortalConfigurationRecord,
  given: z.output<z.ZodObject<typeof configurationFields>> & { features?: z.output<typeof features> | undefined },
): PortalConfigurationRecord => ({
  ...current,
  name: given.name === undefined ? current.name : given.name,
  defaultReturnUrl: given.default_return_url === undefined ? current.defaultReturnUrl : given.default_return_url,
  headline: given.business_profile?.headline ?? current.headline,
  privacyPolicyUrl: given.business_profile?.privacy_policy_url ?? current.privacyPolicyUrl,
  termsOfServiceUrl: given.business_profile?.terms_of_service_url ?? current.termsOfServiceUrl,
  methodUpdates: given.features?.payment_method_update?.enabled ?? current.methodUpdates,
  metadata: mergeMetadata(current.metadata, given.metadata),
})

const createConfiguration = endpoint(
  'POST',
  '/billing_portal/configurations',
  z.strictObject({ ...configurationFields, features }),
  async ({ work }, given) => {
    const { id: _, ...blank } = await defaultConfiguration(work)
    const id = newIdentifier('portalConfiguration')
    const own = { id, created: work.now, updated: work.now, isDefault: false, active: true, methodUpdates: false }
    const configuration = changed({ ...blank, ...own, metadata: {} }, given)
    work.put('billing_portal.configuration', configuration)
    work.emit('billing_portal.configuration.created', serializePortalConfiguration(configuration))
    return serializePortalConfiguration(configuration)
  },
)

const updateConfiguration = endpoint(
  'POST',
  '/billing_portal/configurations/:id',
  z.strictObject({ ...configurationFields, active: flag().optional(), features: features.optional() }),
  async ({ work, id }, given) => {
    const current = await configurationNamed(work, id)
    if (given.active === false && current.isDefault) {
      throw invalidRequest('The default portal configuration cannot be deactivated.', 'active')
    }
    const next = { ...changed(current, given), updated: work.now, active: given.active ?? current.active }
    work.put('billing_portal.configuration', next)
    const before = serializePortalConfiguration(current)
    work.emit('billing_portal.configuration.updated', serializePortalConfiguration(next), before)
    return serializePortalConfiguration(next)
  },
)

const retrieveConfiguration = endpoint(
  'GET',
  '/billing_portal/configurations/:id',
  z.strictObject({}),
  async ({ work, id }) => serializePortalConfiguration(await configurationNamed(work, id)),
)

const listConfigurations = endpoint(
  'GET',
  '/billing_portal/configurations',
  z.strictObject({ ...listParameters, active: flag().optional(), is_default: flag().optional() }),
  (call, given) =>
    pageOf(call, 'billing_portal.configuration', given, {
      match: {},
      keep: ({ active, isDefault }) =>
        active === (given.active ?? active) && isDefault === (given.is_default ?? isDefault),
      serialize: serializePortalConfiguration,
    }),
)

export const portal: readonly Endpoint[] = [
  createSession,
  createConfiguration,
  listConfigurations,
  retrieveConfiguration,
  updateConfiguration,
]
