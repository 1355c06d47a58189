import { z } from 'zod'
import type { CardEntry } from '@/lib/stripe-emulator/cards/read-card'
import type { Payer } from '@/lib/stripe-emulator/checkout/pay-session'
import { Failure } from '@/lib/stripe-emulator/failure'

const digits = z.string().transform((typed) => typed.replace(/[\s-]/g, ''))

const paymentEntry = z.strictObject({
  email: z
    .string()
    .trim()
    .max(320)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { error: 'Your email is incomplete.' }),
  name: z.string().trim().min(1, { error: 'Your name is incomplete.' }).max(200),
  number: digits,
  /** Month and year as typed: `12 / 34`. */
  expiry: z
    .string()
    .regex(/^\s*\d{1,2}\s*\/?\s*(\d{2}|\d{4})\s*$/, { error: "Your card's expiration date is incomplete." }),
  cvc: digits,
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

/** What the card form sends. Shape only: whether the card is good is for the card to say. */
export const readPayment = (body: unknown): { card: CardEntry; payer: Payer } => {
  const read = paymentEntry.safeParse(body)
  if (!read.success) throw refuse(read.error.issues[0])
  const { email, name, number, expiry, cvc } = read.data
  return { card: { number, cvc, ...readExpiry(expiry) }, payer: { email, name } }
}

/** True where the owner of the card completed the second step. */
export const readAuthentication = (body: unknown): boolean => {
  const read = z.strictObject({ result: z.enum(['complete', 'fail']) }).safeParse(body)
  if (!read.success) throw refuse(read.error.issues[0])
  return read.data.result === 'complete'
}
