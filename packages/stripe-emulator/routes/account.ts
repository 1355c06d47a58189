import type Stripe from 'stripe'
import { z } from 'zod'
import { type Endpoint, endpoint, listOf } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { listParameters } from '@/packages/stripe-emulator/parameters'
import { apiVersion } from '@/packages/stripe-emulator/serialize/event'

type Account = Pick<
  Stripe.Account,
  | 'id'
  | 'object'
  | 'charges_enabled'
  | 'country'
  | 'default_currency'
  | 'details_submitted'
  | 'email'
  | 'payouts_enabled'
  | 'type'
>

const account: Account = {
  id: 'acct_1EmulatedKontor00',
  object: 'account',
  charges_enabled: true,
  country: 'CH',
  default_currency: 'chf',
  details_submitted: true,
  email: null,
  payouts_enabled: true,
  type: 'standard',
}

const endpointId = 'we_1EmulatedKontorEndpoint0'

/** The one endpoint there is: it is made with the emulator, and is sent every event. */
const webhookEndpoint = (url: string): Stripe.WebhookEndpoint => ({
  id: endpointId,
  object: 'webhook_endpoint',
  api_version: apiVersion,
  application: null,
  created: 0,
  description: null,
  enabled_events: ['*'],
  livemode: false,
  metadata: {},
  status: 'enabled',
  url,
})

const retrieveAccount = endpoint('GET', '/account', z.strictObject({}), async () => account)

const list = endpoint('GET', '/webhook_endpoints', z.strictObject(listParameters), async (call, given) => {
  const after = given.starting_after ?? given.ending_before
  if (after !== undefined && after !== endpointId) throw invalidRequest(`No such webhook endpoint: '${after}'`)
  return listOf(call.path, after === undefined ? [webhookEndpoint(call.webhookUrl)] : [], given.limit)
})

const retrieve = endpoint('GET', '/webhook_endpoints/:id', z.strictObject({}), async ({ id, webhookUrl }) => {
  if (id !== endpointId) throw missing('webhook_endpoint', id)
  return webhookEndpoint(webhookUrl)
})

export const accountRoutes: readonly Endpoint[] = [retrieveAccount, list, retrieve]
