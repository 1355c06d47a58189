'use server'

import { draftAskedInput, saveDraftInput } from '@/lib/contracts/price-drafts'
import { discardDraft as discard } from '@/lib/flows/pricing/discard-draft'
import { publishDraft as publish } from '@/lib/flows/pricing/publish-draft'
import { runWhatIf as run } from '@/lib/flows/pricing/run-what-if'
import { saveDraft as save } from '@/lib/flows/pricing/save-draft'
import { action } from '@/lib/http/action'

export const saveDraft = action(saveDraftInput, save)
export const discardDraft = action(draftAskedInput, discard)
export const runWhatIf = action(draftAskedInput, run)
export const publishDraft = action(draftAskedInput, publish)
