import { stripeGateway } from '@/lib/compose'
import { receiveStripeEvent } from '@/lib/flows/payments/receive-stripe-event'
import { jsonAnswer } from '@/lib/http/json-answer'
import { readText } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { translate } from '@/lib/stripe/translate'

/** Stripe speaks; the signature says that it is Stripe. Answers a sentence that its dashboard shows. */
export const POST = route(
  async () => ({ kind: 'system', name: 'stripe' }),
  async ({ request, ctx }) => {
    const stripe = stripeGateway()
    const event = stripe.verifyEvent(await readText(request), request.headers.get('stripe-signature'))
    if (!event) return jsonAnswer({ message: 'This kind of event is never for us.' })
    return jsonAnswer({ message: await receiveStripeEvent(ctx, stripe, event, translate(event)) })
  },
)
