import { createHash } from 'node:crypto'
import { Failure } from '@/packages/stripe-emulator/failure'
import type { CardRecord } from '@/packages/stripe-emulator/records'
import { type TestCard, testCardOf } from './test-cards'

/** What was typed into the card form. The number and the security code go no further than this file. */
export type CardEntry = {
  readonly number: string
  readonly expMonth: number
  /** Four digits. */
  readonly expYear: number
  readonly cvc: string
}

/** The same for every use of a number, and no way back to it. */
export const fingerprintOf = (number: string): string =>
  createHash('sha256').update(`emulator:${number}`).digest('hex').slice(0, 16)

const cardError = (code: string, param: string, message: string): Failure =>
  new Failure(402, { type: 'card_error', code, param, message })

/** The check digit that every card number ends with (ISO/IEC 7812). */
export const passesLuhn = (number: string): boolean => {
  let total = 0
  for (let index = 0; index < number.length; index += 1) {
    const digit = Number(number[number.length - 1 - index])
    const weighted = index % 2 === 1 ? digit * 2 : digit
    total += weighted > 9 ? weighted - 9 : weighted
  }
  return total % 10 === 0
}

const brandOf = (number: string): string => {
  if (/^3[47]/.test(number)) return 'amex'
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard'
  if (/^(6011|65)/.test(number)) return 'discover'
  if (/^(30|36|38)/.test(number)) return 'diners'
  if (/^35/.test(number)) return 'jcb'
  if (number.startsWith('62')) return 'unionpay'
  return number.startsWith('4') ? 'visa' : 'unknown'
}

const checkNumber = (number: string): void => {
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) {
    throw cardError('incorrect_number', 'number', 'Your card number is incorrect.')
  }
}

const checkExpiry = (entry: CardEntry, now: number): void => {
  if (!Number.isInteger(entry.expMonth) || entry.expMonth < 1 || entry.expMonth > 12) {
    throw cardError('invalid_expiry_month', 'exp_month', "Your card's expiration month is invalid.")
  }
  const today = new Date(now * 1000)
  const months = entry.expYear * 12 + entry.expMonth - 1
  const current = today.getUTCFullYear() * 12 + today.getUTCMonth()
  if (!Number.isInteger(entry.expYear) || months < current || months > current + 50 * 12) {
    throw cardError('invalid_expiry_year', 'exp_year', "Your card's expiration year is invalid.")
  }
}

/**
 * Checks a card as Stripe does before it charges anything, and keeps what may be kept of it.
 * Refuses a wrong check digit, a past expiry and a security code of the wrong length with a 402 `card_error`.
 * @param now epoch seconds; a card is good to the end of its month.
 */
export const readCard = (entry: CardEntry, now: number): CardRecord => {
  checkNumber(entry.number)
  checkExpiry(entry, now)
  const brand = brandOf(entry.number)
  if (!(brand === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/).test(entry.cvc)) {
    throw cardError('invalid_cvc', 'cvc', "Your card's security code is invalid.")
  }
  const { funding, country, name: behaviour } = testCardOf(entry.number)
  return {
    brand,
    last4: entry.number.slice(-4),
    expMonth: entry.expMonth,
    expYear: entry.expYear,
    funding,
    country,
    fingerprint: fingerprintOf(entry.number),
    behaviour,
  }
}

/** A test card as it comes with its token: good for three more years. */
export const cardOfToken = ({ brand, number, funding, country, name }: TestCard, now: number): CardRecord => ({
  brand,
  last4: number.slice(-4),
  expMonth: 12,
  expYear: new Date(now * 1000).getUTCFullYear() + 3,
  funding,
  country,
  fingerprint: fingerprintOf(number),
  behaviour: name,
})
