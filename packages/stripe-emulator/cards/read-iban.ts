import { Failure } from '@/packages/stripe-emulator/failure'
import type { SepaDebitRecord } from '@/packages/stripe-emulator/records'
import { fingerprintOf } from './read-card'

type Ending = Pick<SepaDebitRecord, 'ends' | 'afterSeconds'>

const threeMinutes = 180

/** Stripe's test accounts, and how a debit of each ends. */
const testAccounts: Readonly<Record<string, Ending>> = {
  DE89370400440532013000: { ends: 'succeeded', afterSeconds: 0 },
  DE08370400440532013003: { ends: 'succeeded', afterSeconds: threeMinutes },
  DE62370400440532013001: { ends: 'failed', afterSeconds: 0 },
  DE78370400440532013004: { ends: 'failed', afterSeconds: threeMinutes },
  AT611904300234573201: { ends: 'succeeded', afterSeconds: 0 },
  CH9300762011623852957: { ends: 'succeeded', afterSeconds: 0 },
  FR1420041010050500013M02606: { ends: 'succeeded', afterSeconds: 0 },
  IT40S0542811101000000123456: { ends: 'succeeded', afterSeconds: 0 },
}

const refuse = (code: string, message: string): Failure =>
  new Failure(400, { type: 'invalid_request_error', code, param: 'iban', message })

/** ISO 7064: the rearranged account as one number leaves 1 when divided by 97. */
const passesMod97 = (iban: string): boolean => {
  const digits = [...`${iban.slice(4)}${iban.slice(0, 4)}`].map((sign) => Number.parseInt(sign, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

/** What may be kept of an account. Refuses a wrong check number, and any account that is no test account. */
export const readIban = (typed: string): SepaDebitRecord => {
  const iban = typed.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(iban) || !passesMod97(iban)) {
    throw refuse('invalid_bank_account_iban', 'The IBAN you entered is invalid.')
  }
  const ending = testAccounts[iban]
  if (!ending) throw refuse('account_number_invalid', 'You must use a test bank account number in test mode.')
  const { ends, afterSeconds } = ending
  const country = iban.slice(0, 2)
  return {
    bankCode: iban.slice(4, 12),
    country,
    last4: iban.slice(-4),
    fingerprint: fingerprintOf(iban),
    ends,
    afterSeconds,
  }
}
