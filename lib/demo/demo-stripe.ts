import type { Sql } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import { createStripe } from '@/lib/stripe/client'
import { createGateway, type StripeGateway } from '@/lib/stripe/gateway'
import { createEmulator } from '@/packages/stripe-emulator/emulator'
import { createEmulatorStore } from '@/packages/stripe-emulator/postgres/store'

/** The SDK, and the portal's gateway over it. */
export type DemoStripe = { readonly sdk: ReturnType<typeof createStripe>; readonly gateway: StripeGateway }

/** Stripe as it is at a moment of the demo's history. */
export type DemoStripeAt = (at: Temporal.Instant) => DemoStripe

type Keys = { readonly secretKey: string; readonly publishableKey: string; readonly webhookSecret: string }

const emulatorKeys: Keys = {
  secretKey: 'sk_test_kontor_demo',
  publishableKey: 'pk_test_kontor_demo',
  webhookSecret: 'whsec_not_used_here',
}

/**
 * The emulator over the store that the server's own stands on. Its clock stands at the moment that is asked for, and
 * webhooks are left to the server: nobody is there yet to take them.
 */
export const emulatedStripe =
  (sql: Sql): DemoStripeAt =>
  (at) => {
    const emulator = createEmulator({
      store: { ...createEmulatorStore(sql), claimDelivery: async () => null },
      now: () => at,
      deliver: async () => new Response(null, { status: 503 }),
      apiKey: emulatorKeys.secretKey,
      webhookSecret: emulatorKeys.webhookSecret,
      webhookUrl: 'http://127.0.0.1/api/stripe/webhook',
      publicUrl: 'http://127.0.0.1',
    })
    const sdk = createStripe({ secretKey: emulatorKeys.secretKey, fetch: emulator.fetch })
    return { sdk, gateway: createGateway({ stripe: sdk, ...emulatorKeys }) }
  }

/** Stripe's own test mode, for a demo that was given keys. */
export const stripeInTestMode =
  (keys: Keys): DemoStripeAt =>
  () => {
    const sdk = createStripe(keys)
    return { sdk, gateway: createGateway({ stripe: sdk, ...keys }) }
  }
