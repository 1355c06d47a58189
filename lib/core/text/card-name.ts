/** Brands as they write themselves. */
const brands: Readonly<Record<string, string>> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos Australia',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

/** A brand that is not known yet is told in its own words: `new_brand` is `New brand`. */
const told = (brand: string): string => {
  const words = brand.replaceAll('_', ' ').trim()
  return words === '' || words === 'unknown' ? 'Card' : words.charAt(0).toUpperCase() + words.slice(1)
}

/** A card as people tell it from others: `Visa •••• 4242`. */
export const cardName = ({ brand, last4 }: { readonly brand: string; readonly last4: string }): string =>
  `${brands[brand] ?? told(brand)}${last4 === '' ? '' : ` •••• ${last4}`}`

/** A month as it is printed on a card: `12/2030`. */
export const cardMonth = (expires: string): string => `${expires.slice(5)}/${expires.slice(0, 4)}`
