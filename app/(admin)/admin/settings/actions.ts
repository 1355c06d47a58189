'use server'

import { sellerInput } from '@/lib/contracts/settings'
import { saveSeller as save } from '@/lib/flows/settings/save-seller'
import { action } from '@/lib/http/action'

export const saveSeller = action(sellerInput, async (ctx, seller) => {
  await save(ctx, seller)
  return {}
})
