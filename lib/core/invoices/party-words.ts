import type { Party } from './snapshot'

/** What the parts of a party are called in a sentence. */
export const partWords = {
  name: 'the legal name',
  street: 'the street',
  buildingNumber: 'the building number',
  postalCode: 'the postal code',
  town: 'the town',
  country: 'the country',
  vatNumber: 'the VAT number',
  email: 'the e-mail address',
} as const satisfies Readonly<Record<keyof Party, string>>
