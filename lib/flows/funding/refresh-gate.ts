import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { changeAccount } from './change-account'
import { unchanged } from './change-steps'

/**
 * Projects an org's gate again from its account (G4).
 * @param place `first` where somebody waits for it.
 */
export const refreshGate = async (
  shell: { readonly db: Db; readonly now: Temporal.Instant },
  org: string,
  place: 'first' | 'last' = 'last',
): Promise<void> => {
  await changeAccount(shell, org, unchanged, place)
}
