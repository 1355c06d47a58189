'use server'

import { createApiKeyInput, revokeApiKeyInput } from '@/lib/contracts/settings'
import { createApiKey as create, revokeApiKey as revoke } from '@/lib/flows/settings/api-keys'
import { action } from '@/lib/http/action'

export const createApiKey = action(createApiKeyInput, create)

export const revokeApiKey = action(revokeApiKeyInput, async (ctx, { id }) => {
  await revoke(ctx, id)
  return {}
})
