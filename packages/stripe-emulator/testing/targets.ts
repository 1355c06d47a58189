import { Stripe, startHarness } from './harness'

const liveKey = process.env.STRIPE_SECRET_KEY ?? ''

/** Whom a contract is held to: the emulator always, and Stripe itself where a test key is at hand. */
export const targets = [
  { name: 'the emulator', stripe: startHarness().stripe },
  ...(liveKey.startsWith('sk_test_') ? [{ name: 'Stripe in test mode', stripe: new Stripe(liveKey) }] : []),
]

/** For tests that make a handful of calls to Stripe one after the other. */
export const contractTimeoutMs = 60_000
