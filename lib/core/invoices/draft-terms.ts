import { type Refused, refuse } from '@/lib/core/refusal'
import type { Day, Month } from '@/lib/core/time/day'
import { type DraftTerms, isClosed } from './draft'
import type { Currency, InvoiceSnapshot, Party, Seller } from './snapshot'

const nobody: Seller = {
  iban: '',
  name: '',
  street: '',
  buildingNumber: '',
  postalCode: '',
  town: '',
  country: '',
  vatNumber: '',
  email: '',
}

/** How an org is billed. */
type Config = Pick<DraftTerms, 'zone' | 'termsDays' | 'language' | 'payBy' | 'treatment'> & { readonly buyer: Party }

export type DraftOf = {
  readonly org: string
  readonly month: Month
  readonly issuedOn: Day
  readonly config: Config
  readonly currency: Currency
  /** Null where nobody has said yet who sells. */
  readonly seller: Seller | null
  readonly inputs: InvoiceSnapshot['inputs']
}

/** What the invoice of an org's month says besides its lines, as of the day it would be issued. */
export const draftTerms = ({ org, month, issuedOn, config, currency, seller, inputs }: DraftOf): DraftTerms => ({
  org,
  month,
  zone: config.zone,
  issuedOn,
  termsDays: config.termsDays,
  currency,
  language: config.language,
  payBy: config.payBy,
  treatment: config.treatment,
  seller: seller ?? nobody,
  buyer: config.buyer,
  inputs,
})

/** Refuses a month that is not over in the org's zone. */
export const refuseOpenMonth = (month: Month, zone: string, today: Day): Refused<'month_not_closed'> | null =>
  isClosed(month, today)
    ? null
    : refuse('month_not_closed', `${month} is not over yet in ${zone}; it can be invoiced after its end.`, { month })
