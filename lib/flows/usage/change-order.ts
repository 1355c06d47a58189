import { Temporal } from 'temporal-polyfill'
import { readPico } from '@/db/columns'
import type { LoadedAccount } from '@/db/queries/accounts'
import type { ToldUsage, UsageChange } from '@/db/queries/told-usage'
import type { ReportedUsage } from '@/db/queries/unfunded-usage'
import type { Biller } from '@/lib/core/funding/biller'
import type { Amendment } from '@/lib/core/funding/take-back'
import type { Part } from '@/lib/core/funding/waterfall'
import { canonicalJson } from '@/lib/core/invoices/canonical'
import type { Month } from '@/lib/core/time/day'
import type { Quantity } from '@/lib/core/usage/price'
import type { PricedEvent, ReadEvent } from './price-event'

/** What an event is amended to; what is absent stays. */
export type UsageAmendment = {
  readonly meter?: string | undefined
  readonly quantity?: Quantity | undefined
  readonly at?: Temporal.Instant | undefined
  readonly resource?: string | undefined
  readonly properties?: unknown
}

export type ChangeOrder = {
  readonly org: string
  /** The key under which the event was told. */
  readonly key: string
  readonly reason: string
}

/** An amendment that is asked for: what the event becomes, under which keys. */
export type Amend = {
  readonly to: UsageAmendment
  readonly changeKey: string
  readonly hash: string
  /** The key of the row that it becomes. */
  readonly row: string
}

export type Asked = {
  readonly order: ChangeOrder
  readonly ids: { readonly compensation: string; readonly amend: Amend | null }
  readonly loaded: LoadedAccount
  readonly told: ToldUsage
  readonly revision: number
  readonly patient: boolean
}

/** What became of an event, as it is answered. */
export type Said = Omit<UsageChange, 'amendment' | 'hash'>

/** Whether an event says already what it is amended to. */
export const isSameUse = (
  event: ReportedUsage,
  { meter, quantity, at, resource, properties }: UsageAmendment,
): boolean =>
  (meter === undefined || meter === event.meter) &&
  (quantity === undefined || quantity === readPico(event.quantity)) &&
  (at === undefined || at.epochNanoseconds / 1000n === Temporal.Instant.from(event.at).epochNanoseconds / 1000n) &&
  (resource === undefined || resource === event.resource) &&
  (properties === undefined || canonicalJson(properties) === canonicalJson(event.properties ?? null))

/** An event as it is in force, with who paid for it. */
export type Old = {
  readonly told: ToldUsage
  readonly biller: Biller
  readonly month: Month
  readonly parts: readonly Part[]
}

/** What an event is amended to, priced, with who pays for it. */
export type New = {
  readonly read: ReadEvent
  readonly priced: PricedEvent
  readonly biller: Biller
  readonly usedAt: bigint
  readonly inLine: boolean
  readonly units: bigint
  readonly paid: Amendment
}
