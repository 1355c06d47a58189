import { type Refused, refuse } from '@/lib/core/refusal'
import type { TaxTreatment } from './snapshot'
import { taxAreaOf } from './tax-area'

/** The member states of the European Union, ISO 3166-1 alpha-2. Northern Ireland is not one for services. */
const union: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

/** Whom a supply is made to, as far as its tax depends on it. */
export type Taxed = {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly vatNumber: string
  readonly treatment: TaxTreatment
  readonly exemption: string
}

/**
 * The treatment that country and VAT number speak for: Swiss VAT in Switzerland and Liechtenstein, reverse charge for a
 * business of the European Union (Art. 196 of Directive 2006/112/EC), elsewhere an export of services (Art. 8(1) MWSTG).
 */
export const proposedTreatment = (country: string, vatNumber: string): TaxTreatment => {
  if (taxAreaOf(country) === 'swiss') return 'domestic'
  return union.has(country) && vatNumber.trim() !== '' ? 'reverse_charge' : 'export'
}

type TreatmentRefusal = Refused<'treatment_wrong' | 'treatment_unusual'>

const wrong = (sentence: string, field = 'treatment'): TreatmentRefusal =>
  refuse('treatment_wrong', sentence, { field })

/**
 * Whether a treatment can be that of a buyer in this country (I3). What can never be is `treatment_wrong`; Swiss VAT for a
 * buyer abroad is possible, for a place of supply in Switzerland, and `treatment_unusual` until somebody confirms it.
 */
export const refuseTreatment = (
  { country, vatNumber, treatment, exemption }: Taxed,
  confirmed: boolean,
): TreatmentRefusal | null => {
  const swiss = taxAreaOf(country) === 'swiss'
  if (treatment === 'exempt') {
    return exemption.trim() === '' ? wrong('An exemption names the article that it rests on.', 'exemption') : null
  }
  if (swiss && treatment !== 'domestic') {
    return wrong('A buyer in Switzerland or Liechtenstein is charged Swiss VAT, or is exempt by an article.')
  }
  if (treatment === 'reverse_charge') {
    if (!union.has(country)) return wrong('Reverse charge is for businesses in the European Union; use export.')
    if (vatNumber === '') return wrong('Reverse charge needs the VAT number of the buyer.', 'vatNumber')
  }
  if (!swiss && treatment === 'domestic' && !confirmed) {
    return refuse(
      'treatment_unusual',
      'A buyer abroad usually is not charged Swiss VAT. Confirm it if the place of supply is in Switzerland.',
      { field: 'treatment', proposed: proposedTreatment(country, vatNumber) },
    )
  }
  return null
}
