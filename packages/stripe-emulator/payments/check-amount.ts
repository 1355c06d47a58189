import { invalidRequest } from '@/packages/stripe-emulator/failure'

/** Smallest charge per currency, in its smallest unit; a currency that is not here is not emulated. */
export const smallestCharge: Readonly<Record<string, { amount: number; text: string }>> = {
  chf: { amount: 50, text: '0.50 Fr.' },
  eur: { amount: 50, text: '€0.50' },
  usd: { amount: 50, text: '$0.50' },
  gbp: { amount: 30, text: '£0.30' },
}

export const largestCharge = 99_999_999

/** The currency in lower case, if it is one of those that are emulated. */
export const checkCurrency = (given: string, param: string): string => {
  const currency = given.toLowerCase()
  if (smallestCharge[currency]) return currency
  throw invalidRequest(`Invalid currency: ${currency}.`, param)
}

/** Refuses an amount that no card network would take. */
export const checkAmount = (amount: number, currency: string): void => {
  const least = smallestCharge[currency]
  if (least && amount < least.amount) {
    throw invalidRequest(`Amount must be at least ${least.text} ${currency}`, 'amount', 'amount_too_small')
  }
  if (amount > largestCharge) {
    throw invalidRequest(`Amount must be no more than 999,999.99 ${currency}`, 'amount', 'amount_too_large')
  }
}
