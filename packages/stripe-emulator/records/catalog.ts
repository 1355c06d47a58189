import type { Recurring } from '@/packages/stripe-emulator/billing/period'
import type { Metadata } from './metadata'

export type ProductRecord = {
  readonly id: string
  readonly created: number
  readonly updated: number
  readonly name: string
  readonly active: boolean
  readonly description: string | null
  readonly defaultPrice: string | null
  readonly images: readonly string[]
  readonly statementDescriptor: string | null
  readonly taxCode: string | null
  readonly unitLabel: string | null
  readonly url: string | null
  readonly metadata: Metadata
}

/** Amount, currency and interval never change once a price exists. */
export type PriceRecord = {
  readonly id: string
  readonly created: number
  readonly active: boolean
  readonly product: string
  readonly currency: string
  readonly unitAmount: number
  readonly type: 'one_time' | 'recurring'
  readonly recurring: Recurring | null
  readonly lookupKey: string | null
  readonly nickname: string | null
  readonly taxBehavior: 'exclusive' | 'inclusive' | 'unspecified'
  readonly metadata: Metadata
}

/** Which price a lookup key leads to; the row is what keeps a key from leading to two. */
export type LookupKeyRecord = {
  readonly id: string
  readonly price: string | null
}
