import { advanceClocks, runSubscriptions } from './billing/chores'
import { expireSessions } from './checkout/expire-session'
import type { Clock } from './clock'
import { settleRefunds } from './payments/refund'
import { settleDebits } from './payments/settle'
import type { EmulatorStore } from './store'
import type { Transact } from './transact'

export type ChoreOptions = {
  readonly store: EmulatorStore
  readonly transact: Transact
  readonly now: Clock
  readonly publicUrl: string
}

/** Something that time alone brings about. It may run at any moment and in several processes at once. */
export type Chore = (options: ChoreOptions) => Promise<void>

/** What `deliverDue` does before it sends, in this order. */
export const chores: readonly Chore[] = [expireSessions, settleDebits, advanceClocks, runSubscriptions, settleRefunds]
