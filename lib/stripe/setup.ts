import Stripe from 'stripe'
import type { EndpointSeen } from '@/lib/core/setup/check-stripe'
import { asking } from './refused'

/** What an account says of itself; a refused reading is a sentence. */
export type AccountSetup = { readonly accountId: string; readonly endpoints: readonly EndpointSeen[] }

const endpointOf = ({ id, url, status, api_version: apiVersion, enabled_events: events }: Stripe.WebhookEndpoint) => ({
  id,
  url,
  enabled: status === 'enabled',
  apiVersion,
  events,
})

const refusalOf = (error: unknown): string | null => {
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'Stripe does not know the secret key.'
  if (error instanceof Stripe.errors.StripePermissionError) {
    return 'The restricted key may not read the account and its webhook endpoints.'
  }
  return null
}

/** Reads an account and all of its webhook endpoints of the key's mode. Answers a sentence where the key may not. */
export const readSetup = (stripe: Stripe): Promise<AccountSetup | string> =>
  asking(async () => {
    try {
      const { id: accountId } = await stripe.accounts.retrieveCurrent()
      const endpoints: EndpointSeen[] = []
      for await (const each of stripe.webhookEndpoints.list({ limit: 100 })) endpoints.push(endpointOf(each))
      return { accountId, endpoints }
    } catch (error) {
      const sentence = refusalOf(error)
      if (sentence === null) throw error
      return sentence
    }
  })
