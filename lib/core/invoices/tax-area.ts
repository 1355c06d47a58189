/** Switzerland and Liechtenstein are one area of VAT (Art. 1 of their treaty of 1994); every other country is abroad. */
export type TaxArea = 'swiss' | 'abroad'

/** @param country ISO 3166-1 alpha-2. */
export const taxAreaOf = (country: string): TaxArea => (country === 'CH' || country === 'LI' ? 'swiss' : 'abroad')
