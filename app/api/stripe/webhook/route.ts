import { stripeGateway } from '@/lib/compose'
import { takeStripeEvent } from '@/lib/flows/payments/take-stripe-event'
import { jsonAnswer } from '@/lib/http/json-answer'
import { readText } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Far more than any event is. */
const mostEventBytes = 8_388_608

/**
 * Stripe speaks; the signature says that it is Stripe. What it says is recorded before it
 * is understood. Answers a sentence that its dashboard shows, and an error only where sending it again can help.
 */
export const POST = route(
  async () => ({ kind: 'system', name: 'stripe' }),
  async ({ request, ctx }) => {
    const stripe = stripeGateway()
    const raw = await readText(request, mostEventBytes)
    stripe.verifyEvent(raw, request.headers.get('stripe-signature'))
    return jsonAnswer({ message: await takeStripeEvent(ctx, stripe, raw) })
  },
)
