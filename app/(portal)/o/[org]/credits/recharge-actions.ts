'use server'

import { stripeGateway } from '@/lib/compose'
import { rechargeInput } from '@/lib/contracts/recharge'
import { saveRecharge as save } from '@/lib/flows/payments/recharge/save-recharge'
import { action } from '@/lib/http/action'

export const saveRecharge = action(rechargeInput, (ctx, { org, ...terms }) => save(ctx, stripeGateway(), org, terms))
