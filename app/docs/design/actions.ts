'use server'

import type { ActionFailure } from '@/lib/contracts/action-result'

/** Answers every action of the design page: nothing there is real, so nothing happens. */
export const refuseEverything = async (): Promise<ActionFailure> => ({
  ok: false,
  code: 'forbidden',
  message: 'This page only shows how things look.',
})

/** Signing out of the design page leads nowhere. */
export const stay = async (): Promise<void> => undefined
