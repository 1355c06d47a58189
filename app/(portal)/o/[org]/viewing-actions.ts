'use server'

import { viewingInput } from '@/lib/contracts/viewing'
import { noteViewing as note } from '@/lib/flows/settings/note-viewing'
import { action } from '@/lib/http/action'

export const noteViewing = action(viewingInput, async (ctx, { org }) => {
  await note(ctx, org)
  return {}
})
