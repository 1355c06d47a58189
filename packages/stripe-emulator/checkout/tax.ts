import type { CheckoutSessionRecord, LineItemRecord, PlaceRecord } from '@/packages/stripe-emulator/records'

/** What is charged of every 1000, by country; nothing anywhere else. */
const rates: Readonly<Record<string, number>> = { CH: 81, LI: 81, DE: 190 }

/** The emulator's account is a Swiss company: a German one that names its VAT number owes the tax itself. */
const reversed: readonly string[] = ['DE']

/** In thousandths. */
export const taxRateAt = ({ country, taxId }: PlaceRecord): number => {
  if (country === null || (taxId !== null && reversed.includes(country))) return 0
  return rates[country] ?? 0
}

const taxed = (item: LineItemRecord, rate: number): LineItemRecord => {
  const amount = item.unitAmount * item.quantity
  const per = item.taxBehavior === 'inclusive' ? 1000 + rate : 1000
  return { ...item, tax: Math.round((amount * rate) / per) }
}

export const subtotalOf = (items: readonly LineItemRecord[]): number =>
  items.reduce((total, { unitAmount, quantity }) => total + unitAmount * quantity, 0)

export const taxOn = (items: readonly LineItemRecord[]): number => items.reduce((total, { tax = 0 }) => total + tax, 0)

/** What a line comes to: tax that is in its price is in it already. */
export const lineTotal = ({ unitAmount, quantity, taxBehavior, tax = 0 }: LineItemRecord): number =>
  unitAmount * quantity + (taxBehavior === 'inclusive' ? 0 : tax)

/** True where the emulator computes tax: in subscriptions it does not. */
export const isTaxed = ({ automaticTax, mode }: Pick<CheckoutSessionRecord, 'automaticTax' | 'mode'>): boolean =>
  automaticTax && mode === 'payment'

/** The session with the tax of where the payer is. Each line is rounded by itself. */
export const withTax = (session: CheckoutSessionRecord): CheckoutSessionRecord => {
  if (!isTaxed(session)) return session
  const rate = taxRateAt(session.place ?? { country: null, taxId: null })
  const lineItems = session.lineItems.map((item) => taxed(item, rate))
  return { ...session, lineItems, amountTotal: lineItems.reduce((total, item) => total + lineTotal(item), 0) }
}
