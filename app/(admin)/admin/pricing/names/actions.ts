'use server'

import { meterWordsForm, skillWordsForm } from '@/lib/contracts/words'
import { declareMeter as declare, declareSkill as declareOf } from '@/lib/flows/settings/declare-words'
import { action } from '@/lib/http/action'

export const declareMeter = action(meterWordsForm, async (ctx, { meter, declared }) => {
  await declare(ctx, meter, declared)
  return {}
})

export const declareSkill = action(skillWordsForm, async (ctx, { skill, names }) => {
  await declareOf(ctx, skill, names)
  return {}
})
