import type { AddressRecord } from './customer'
import type { Metadata } from './metadata'

/** What may be kept of a card: never its number, never its security code. */
export type CardRecord = {
  readonly brand: string
  readonly last4: string
  readonly expMonth: number
  readonly expYear: number
  readonly funding: 'credit' | 'debit' | 'prepaid'
  readonly country: string
  readonly fingerprint: string
  /** Name of the test card, which says how it behaves when it is charged. */
  readonly behaviour: string
}

/** What may be kept of a bank account that is debited. */
export type SepaDebitRecord = {
  readonly bankCode: string
  readonly country: string
  readonly last4: string
  readonly fingerprint: string
  /** How its debits end, and after how many seconds. */
  readonly ends: 'succeeded' | 'failed'
  readonly afterSeconds: number
}

/** Whose card or account it is, as was typed. */
export type BillingRecord = {
  readonly email: string | null
  readonly name: string | null
  readonly phone: string | null
  readonly address: AddressRecord | null
}

export type PaymentMethodRecord = {
  readonly id: string
  readonly created: number
  readonly customer: string | null
  /** Exactly one of the two is there. */
  readonly card: CardRecord | null
  readonly sepaDebit: SepaDebitRecord | null
  readonly billing: BillingRecord
  readonly metadata: Metadata
  readonly allowRedisplay: 'always' | 'limited' | 'unspecified'
  /** Used without a customer, or detached from one: it can't be used again. */
  readonly spent: boolean
  /** Its owner authenticated it for use while they are away. */
  readonly prepared: boolean
}
