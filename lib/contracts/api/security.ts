import type { Caller } from './describe'
import type { JsonSchema } from './wire-forms'

/** How a caller says who it is. */
export const securitySchemes: Readonly<Record<string, JsonSchema>> = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, made by a platform admin: `Authorization: Bearer kontor_…`. It names the scopes it has.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'next-auth.session-token',
    description:
      'The session of a person who signed in. Behind https the cookie is `__Secure-next-auth.session-token`.',
  },
  stripeSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'Stripe-Signature',
    description: 'Stripe’s signature over the raw body.',
  },
  cronSecret: {
    type: 'http',
    scheme: 'bearer',
    description: 'The secret of the scheduler: `Authorization: Bearer $CRON_SECRET`.',
  },
}

/** A caller as a security requirement: the scheme and what it must grant. */
export const requirementOf = (caller: Caller): Readonly<Record<string, readonly string[]>> => {
  if (caller === 'anybody') return {}
  if (caller === 'stripe') return { stripeSignature: [] }
  if (caller === 'scheduler') return { cronSecret: [] }
  if (caller === 'member' || caller === 'admin') return { session: [caller] }
  return { apiKey: [caller.slice('key '.length)] }
}
