import { type Ctx, requirePlatformPermission } from '@/lib/context'
import { checkStripeSetup, type Finding, readKey } from '@/lib/core/setup/check-stripe'
import { stripeApiVersion } from '@/lib/core/setup/stripe-api-version'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { handledTypes } from '@/lib/stripe/handled-types'

export type StripeKeys = {
  readonly secretKey: string
  readonly publishableKey: string
  readonly webhookSecret: string
}

/** Holds the account at Stripe, its webhook endpoints and our keys against what is needed. Nothing is changed. */
export const checkStripe = async (
  ctx: Ctx,
  stripe: StripeGateway,
  keys: StripeKeys,
  webhookUrl: string,
): Promise<readonly Finding[]> => {
  requirePlatformPermission(ctx, 'funds:write')
  const setup = await stripe.readSetup()
  if (typeof setup === 'string') return [{ level: 'fault', sentence: setup }]
  return checkStripeSetup(
    {
      ...setup,
      secret: readKey(keys.secretKey.trim()),
      publishable: readKey(keys.publishableKey.trim()),
      webhook: readKey(keys.webhookSecret.trim()),
    },
    { url: webhookUrl, apiVersion: stripeApiVersion, events: handledTypes },
  )
}
