import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { changeAccount, unchanged } from './change-account'

/** Projects an org's gate again from its account (G4). */
export const refreshGate = async (
  shell: { readonly db: Db; readonly now: Temporal.Instant },
  org: string,
): Promise<void> => {
  await changeAccount(shell, org, unchanged)
}
