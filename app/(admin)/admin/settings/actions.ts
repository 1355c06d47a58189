'use server'

import { sellerInput, taxRateInput } from '@/lib/contracts/settings'
import { addTaxRate as add } from '@/lib/flows/settings/add-tax-rate'
import { saveSeller as save } from '@/lib/flows/settings/save-seller'
import { action } from '@/lib/http/action'

export const saveSeller = action(sellerInput, async (ctx, seller) => {
  await save(ctx, seller)
  return {}
})

export const addTaxRate = action(taxRateInput, add)
