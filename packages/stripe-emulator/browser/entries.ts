import { z } from 'zod'
import { type CardEntry, readCard } from '@/packages/stripe-emulator/cards/read-card'
import { readIban } from '@/packages/stripe-emulator/cards/read-iban'
import type { Means, PayerEntry } from '@/packages/stripe-emulator/checkout/pay-session'
import { Failure } from '@/packages/stripe-emulator/failure'
import type { CardRecord, PlaceRecord } from '@/packages/stripe-emulator/records'

const digits = z.string().transform((typed) => typed.replace(/[\s-]/g, ''))

const payerEntry = {
  email: z
    .string()
    .trim()
    .max(320)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { error: 'Your email is incomplete.' }),
  name: z.string().trim().min(1, { error: 'Your name is incomplete.' }).max(200),
}

const placeEntry = {
  country: z.union([z.literal(''), z.string().regex(/^[A-Z]{2}$/, { error: 'Choose your country.' })]).default(''),
  /** As it is printed on invoices: `DE 123 456 789`, `CHE-123.456.789 MWST`. */
  tax_id: z
    .string()
    .transform((typed) => typed.toUpperCase().replace(/[\s.-]/g, ''))
    .pipe(
      z.union([
        z.literal(''),
        z.string().regex(/^[A-Z]{2}(?=.*\d)[A-Z0-9]{2,18}$/, { error: 'Your VAT number is not valid.' }),
      ]),
    )
    .default(''),
}

const placeOf = ({ country, tax_id }: { country: string; tax_id: string }): PlaceRecord => ({
  country: country || null,
  taxId: tax_id || null,
})

const cardEntry = {
  number: digits,
  /** Month and year as typed: `12 / 34`. */
  expiry: z
    .string()
    .regex(/^\s*\d{1,2}\s*\/?\s*(\d{2}|\d{4})\s*$/, { error: "Your card's expiration date is incomplete." }),
  cvc: digits,
}

const cardPayment = z.strictObject({ ...payerEntry, ...placeEntry, ...cardEntry })
const debitPayment = z.strictObject({
  ...payerEntry,
  ...placeEntry,
  iban: z.string().trim().min(1, { error: 'Your IBAN is incomplete.' }),
})

const refuse = (issue: z.core.$ZodIssue | undefined): Failure => {
  const param = String(issue?.path[0] ?? '')
  return new Failure(400, {
    type: 'invalid_request_error',
    message: issue?.message ?? 'Not valid.',
    ...(param && { param }),
  })
}

const readExpiry = (typed: string): Pick<CardEntry, 'expMonth' | 'expYear'> => {
  const plain = typed.replace(/[\s/]/g, '').padStart(4, '0')
  const year = Number(plain.slice(2))
  return { expMonth: Number(plain.slice(0, 2)), expYear: plain.length > 4 ? year : 2000 + year }
}

const read = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw refuse(parsed.error.issues[0])
}

/** What the checkout form sends: a card or an account, checked as a bank would before it moves money. */
export const readPayment = (body: unknown, now: number): { means: Means } & PayerEntry => {
  if (typeof body === 'object' && body !== null && 'iban' in body) {
    const { email, name, iban, ...place } = read(debitPayment, body)
    return { means: { sepaDebit: readIban(iban) }, payer: { email, name }, place: placeOf(place) }
  }
  const { email, name, number, expiry, cvc, ...place } = read(cardPayment, body)
  const card = readCard({ number, cvc, ...readExpiry(expiry) }, now)
  return { means: { card }, payer: { email, name }, place: placeOf(place) }
}

/** What the form sends when the payer says where they are, before they pay. */
export const readPlace = (body: unknown): PlaceRecord => placeOf(read(z.strictObject(placeEntry), body))

const savedCard = z.strictObject({ name: payerEntry.name, ...cardEntry })

/** What a form sends that saves a card. */
export const readCardEntry = (body: unknown, now: number): { card: CardRecord; name: string } => {
  const { name, number, expiry, cvc } = read(savedCard, body)
  return { card: readCard({ number, cvc, ...readExpiry(expiry) }, now), name }
}

/** True where the owner of the card completed the second step. */
export const readAuthentication = (body: unknown): boolean => {
  return read(z.strictObject({ result: z.enum(['complete', 'fail']) }), body).result === 'complete'
}
