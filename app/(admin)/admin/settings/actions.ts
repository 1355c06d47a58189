'use server'

import { invoicingForm } from '@/lib/contracts/invoicing'
import { switchesRequest } from '@/lib/contracts/plans'
import { sellerInput, taxRateInput } from '@/lib/contracts/settings'
import { addTaxRate as add } from '@/lib/flows/settings/add-tax-rate'
import { saveInvoicing as saveHow } from '@/lib/flows/settings/save-invoicing'
import { saveSeller as save } from '@/lib/flows/settings/save-seller'
import { setComputeMode as setMode } from '@/lib/flows/settings/set-compute-mode'
import { action } from '@/lib/http/action'

export const saveSeller = action(sellerInput, async (ctx, seller) => {
  await save(ctx, seller)
  return {}
})

export const setComputeMode = action(switchesRequest, async (ctx, { computeMode }) => {
  await setMode(ctx, computeMode)
  return {}
})

export const saveInvoicing = action(invoicingForm, async (ctx, { expected, settings }) => {
  await saveHow(ctx, expected, settings)
  return {}
})

export const addTaxRate = action(taxRateInput, add)
