import type { Metadata } from './metadata'

export type AddressRecord = {
  readonly city: string | null
  readonly country: string | null
  readonly line1: string | null
  readonly line2: string | null
  readonly postal_code: string | null
  readonly state: string | null
}

export type CustomerRecord = {
  readonly id: string
  readonly created: number
  readonly name: string | null
  readonly email: string | null
  readonly description: string | null
  readonly phone: string | null
  readonly address: AddressRecord | null
  readonly preferredLocales: readonly string[]
  readonly defaultPaymentMethod: string | null
  readonly metadata: Metadata
  /** The test clock in whose time the customer lives; null for the emulator's own. */
  readonly testClock: string | null
  /** A deleted customer stays as an id that says so. */
  readonly deleted: boolean
}
