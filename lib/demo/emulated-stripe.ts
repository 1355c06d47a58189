import type { Sql } from 'postgres'
import { createStripe } from '@/lib/stripe/client'
import { createGateway } from '@/lib/stripe/gateway'
import { createEmulator, createEmulatorStore, ensureEmulatorSchema } from '@/packages/stripe-emulator/index'
import type { DemoKeys, DemoStripeAt } from './demo-stripe'

const keys: DemoKeys = {
  secretKey: 'sk_test_kontor_demo',
  publishableKey: 'pk_test_kontor_demo',
  webhookSecret: 'whsec_not_used_here',
}

/** Makes the emulator's place in the database of a demo, as the owner, and lets the app use it. */
export const prepareEmulator = (ownerSql: Sql): Promise<void> => ensureEmulatorSchema(ownerSql, 'kontor_app')

/**
 * The emulator over the store that the server's own stands on. Its clock stands at the moment that is asked for, and
 * webhooks are left to the server: nobody is there yet to take them. A command loads this file at run time, and only
 * for a demo without keys.
 */
export const emulatedStripe =
  (sql: Sql): DemoStripeAt =>
  (at) => {
    const emulator = createEmulator({
      store: { ...createEmulatorStore(sql), claimDelivery: async () => null },
      now: () => at,
      deliver: async () => new Response(null, { status: 503 }),
      apiKey: keys.secretKey,
      webhookSecret: keys.webhookSecret,
      webhookUrl: 'http://127.0.0.1/api/stripe/webhook',
      publicUrl: 'http://127.0.0.1',
    })
    const sdk = createStripe({ secretKey: keys.secretKey, fetch: emulator.fetch })
    return { sdk, gateway: createGateway({ stripe: sdk, ...keys }) }
  }
