import { appDb } from '@/db/app'
import { clock, emulateStripeWith, emulatesStripe, settings, stripeKeys, stripeWebhookUrl } from '@/lib/compose'
import { log } from '@/lib/platform/log'

/** The embedded Stripe of a running demo. */
export type LoadedEmulator = {
  /** Does what is due there and sends the webhooks that it owes. */
  readonly deliverDue: () => Promise<number>
  /** Answers a browser. */
  readonly serve: (request: Request) => Promise<Response>
}

/**
 * Loads the Stripe emulator and has it answer in place of Stripe. It is called before anybody asks for the gateway; where
 * there are keys or no demo, nothing is loaded and there is none.
 * @param tellsLater whether what it has to tell waits for the server: a command sends no webhook.
 */
export const loadEmulator = async ({
  tellsLater,
}: {
  readonly tellsLater: boolean
}): Promise<LoadedEmulator | null> => {
  if (!emulatesStripe()) return null
  const { createEmulator, createEmulatorStore, serveBrowser } = await import('@/packages/stripe-emulator/index')
  const { secretKey, webhookSecret } = stripeKeys()
  const emulator = createEmulator({
    store: createEmulatorStore(appDb().$client),
    now: clock,
    deliver: fetch,
    tellsLater,
    apiKey: secretKey,
    webhookSecret,
    webhookUrl: stripeWebhookUrl(),
    publicUrl: settings().url,
    log,
  })
  emulateStripeWith(emulator)
  return { deliverDue: () => emulator.deliverDue(), serve: (request) => serveBrowser(emulator, request) }
}
