import { changesOf, type DatedTerms, termsOn } from '@/lib/core/pricing/billing-terms'
import { lastDayOf } from '@/lib/core/pricing/invoice-month'
import { type Refused, refuse } from '@/lib/core/refusal'
import { type Day, type Month, monthSpan } from '@/lib/core/time/day'
import { type DraftTerms, isClosed, isComplete } from './draft'
import type { Currency, InvoiceSnapshot, Language, Seller } from './snapshot'
import { refuseTreatment } from './tax-treatment'

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

export type DraftOf = {
  readonly org: string
  readonly month: Month
  readonly zone: string
  readonly issuedOn: Day
  /** The org's terms by day. */
  readonly terms: readonly DatedTerms[]
  /** Where and in which language the org reads its documents now. */
  readonly email: string
  readonly language: Language
  readonly currency: Currency
  /** Null if nobody has said yet who sells. */
  readonly seller: Seller | null
  readonly inputs: InvoiceSnapshot['inputs']
}

/**
 * What the invoice of an org's month says besides its lines (I13): treatment, payment and address as they were on the
 * month's last day. An address that was incomplete then is the one of the day of issue: it was completed since.
 */
export const draftTerms = ({ terms, email, seller, ...about }: DraftOf): DraftTerms => {
  const { treatment, payBy, termsDays, buyer } = termsOn(terms, lastDayOf(about.month))
  const named = isComplete(buyer) ? buyer : termsOn(terms, about.issuedOn).buyer
  const exemption = exemptionOf(terms, about.month)
  return {
    ...about,
    treatment,
    ...(exemption === '' ? {} : { exemption }),
    payBy,
    termsDays,
    buyer: { ...named, email },
    seller: seller ?? nobody,
  }
}

/** The article of the last days that were exempt; empty if none ever was. */
const exemptionOf = (terms: readonly DatedTerms[], month: Month): string =>
  changesOf(terms).findLast(({ treatment, effectiveOn }) => treatment === 'exempt' && effectiveOn <= lastDayOf(month))
    ?.exemption ?? ''

/** Refuses a month of which a day is taxed as it cannot be (I3): a Swiss buyer without VAT, an exemption by no article. */
export const refuseTreatments = (terms: readonly DatedTerms[], month: Month): ReturnType<typeof refuseTreatment> => {
  const { start, end } = monthSpan(month)
  const within = changesOf(terms).filter(({ effectiveOn }) => effectiveOn > start && effectiveOn < end)
  for (const { buyer, treatment, exemption } of [termsOn(terms, start), ...within]) {
    const { country, vatNumber } = buyer
    const refused = refuseTreatment({ country, vatNumber, treatment, exemption }, true)
    // What an address lacks, the draft says by its own name.
    if (refused && refused.facts.field !== 'vatNumber') return refused
  }
  return null
}

/** Refuses a month that is not over in the org's zone. */
export const refuseOpenMonth = (month: Month, zone: string, today: Day): Refused<'month_not_closed'> | null =>
  isClosed(month, today)
    ? null
    : refuse('month_not_closed', `${month} is not over yet in ${zone}; it can be invoiced after its end.`, { month })
