'use server'

import { ownSessionInput } from '@/lib/contracts/sessions'
import { endOwnSession, endOwnSessions } from '@/lib/flows/sessions/end-sessions'
import { action } from '@/lib/http/action'

export const endSession = action(ownSessionInput, async (ctx, { session }) => {
  await endOwnSession(ctx, session)
  return {}
})

export const signOutEverywhere = action(ownSessionInput, async (ctx, { session }) => {
  await endOwnSessions(ctx, session)
  return {}
})
