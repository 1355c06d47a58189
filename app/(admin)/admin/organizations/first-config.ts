import type { Language, Party, TaxTreatment } from '@/lib/core/invoices/snapshot'

type FirstConfig = {
  readonly buyer: Party
  readonly language: Language
  readonly zone: string
  readonly priceBook: string
  readonly treatment: TaxTreatment
  readonly payBy: 'card' | 'invoice'
  readonly termsDays: number
}

/**
 * How an organization is billed until somebody says otherwise: in Switzerland, by card, within 30 days. The address is
 * left empty, so that nothing can be invoiced before it is known.
 */
export const firstConfig = (name: string, priceBook: string): FirstConfig => ({
  buyer: {
    name,
    street: '',
    buildingNumber: '',
    postalCode: '',
    town: '',
    country: 'CH',
    vatNumber: '',
    email: '',
  },
  language: 'en',
  zone: 'Europe/Zurich',
  priceBook,
  treatment: 'domestic',
  payBy: 'card',
  termsDays: 30,
})
