'use server'

import { stripeGateway } from '@/lib/compose'
import { replayInput } from '@/lib/contracts/stripe-events'
import { replayEvent } from '@/lib/flows/payments/events/replay-event'
import { action } from '@/lib/http/action'

export const replayStripeEvent = action(replayInput, (ctx, { event }) => replayEvent(ctx, stripeGateway(), event))
