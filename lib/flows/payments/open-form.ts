import { attachCheckoutSession, endCheckout, type OpenedForm } from '@/db/commands/checkouts'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { OpenCheckout } from '@/lib/stripe/checkout'
import type { StripeGateway } from '@/lib/stripe/gateway'

export type StartedCheckout = {
  readonly checkoutId: string
  readonly clientSecret: string
  readonly publishableKey: string
}

const attempts = 3

type Form = {
  /** Writes our row, or finds the one that is open. */
  readonly open: () => Promise<OpenedForm>
  /** Makes the session of a row, once by the row's id. */
  readonly create: (checkoutId: string) => Promise<OpenCheckout>
  /** What the session of a row is now. */
  readonly read: (
    sessionId: string,
  ) => Promise<{ readonly status: 'open' | 'complete' | 'expired'; readonly clientSecret: string | null }>
  /** The session is complete, and our row does not know yet: records that, and refuses where there is nothing more to do. */
  readonly complete: (checkoutId: string, sessionId: string) => Promise<void>
}

/**
 * Opens an embedded Checkout. Two clicks, tabs or people at once get the same session: our row comes first, and its id
 * is the idempotency key at Stripe. A session that expired is ended and another one opened; so is one whose secret was
 * lost, where what it is made of has changed since.
 */
export const openForm = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  { open, create, read, complete }: Form,
): Promise<StartedCheckout> => {
  const { publishableKey } = stripe
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { checkoutId, sessionId } = await open()
    if (sessionId === null) {
      const made = await createOnce(create, checkoutId)
      if (made === null) {
        await endCheckout(ctx.db, org, checkoutId, null, ctx.now)
        continue
      }
      await attachCheckoutSession(ctx.db, org, checkoutId, made.sessionId)
      return { checkoutId, clientSecret: made.clientSecret, publishableKey }
    }
    const { status, clientSecret } = await read(sessionId)
    if (status === 'open' && clientSecret) return { checkoutId, clientSecret, publishableKey }
    if (status === 'complete') await complete(checkoutId, sessionId)
    else await endCheckout(ctx.db, org, checkoutId, null, ctx.now)
  }
  throw new Refusal('checkout_expired', 'The payment form expired; open it again.')
}

/** Null where Stripe made a session of this row before, with other details: its answer was lost, and nobody has its secret. */
const createOnce = async (create: Form['create'], checkoutId: string): Promise<OpenCheckout | null> => {
  try {
    return await create(checkoutId)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'idempotency_mismatch') return null
    throw error
  }
}
