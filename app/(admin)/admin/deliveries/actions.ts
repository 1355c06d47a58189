'use server'

import { sendAgainInput } from '@/lib/contracts/deliveries'
import { sendAgain } from '@/lib/flows/outbox/send-again'
import { action } from '@/lib/http/action'

export const sendDeliveryAgain = action(sendAgainInput, (ctx, { delivery }) => sendAgain(ctx, delivery))
