import type { Temporal } from 'temporal-polyfill'
import type { ListedTenant } from './bind-names'

/** A tenant as its cluster shows it. */
export type LiveTenant = ListedTenant & {
  /** When it ended, or will; null of one that nobody deleted. */
  readonly deletedAt: Temporal.Instant | null
  readonly suspended: boolean
  /** Since when, where the cluster says so. */
  readonly suspendedAt: Temporal.Instant | null
  readonly packages: readonly string[]
}

/** An item of a cluster's list that cannot be recorded: what to call it, and why. */
export type UnreadItem<Code extends string = string> = {
  readonly label: string
  readonly code: Code
  readonly sentence: string
}

export const isUnread = <Code extends string>(item: LiveTenant | UnreadItem<Code>): item is UnreadItem<Code> =>
  'label' in item
