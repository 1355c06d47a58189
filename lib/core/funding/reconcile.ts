import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'

/** What differs between the one who takes the money and us. */
export const differenceKinds = [
  'customer_gone',
  'customer_of_another',
  'cards_differ',
  'subscriptions_differ',
  'subscribed_twice',
  'payment_not_recorded',
  'payment_unknown',
  'payment_missing',
  'amount_differs',
  'paid_twice',
  'refunds_differ',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]

export type Difference = {
  readonly kind: DifferenceKind
  /** What it is about: a customer, a subscription, a payment, a purchase. */
  readonly subject: string
  readonly sentence: string
}

/** Reading again what Stripe says mends these; the others somebody has to look at. */
const mended: readonly DifferenceKind[] = [
  'customer_gone',
  'cards_differ',
  'subscriptions_differ',
  'payment_not_recorded',
  'refunds_differ',
]
export const isMendedByReading = ({ kind }: Pick<Difference, 'kind'>): boolean => mended.includes(kind)

/** A payment that went through at Stripe. */
export type TakenPayment = {
  readonly id: string
  /** What it was for, by our ids; both empty where it says nothing. */
  readonly purchase: string
  readonly invoice: string
  readonly amount: Minor
  readonly currency: string
  /** What of it went back, or is on its way. */
  readonly refunded: Minor
}

/** What we recorded as paid by card, or sold and not paid. */
export type RecordedPayment = {
  readonly purchase: string
  readonly invoice: string
  /** The payment that we know of; empty where it is not paid. */
  readonly payment: string
  readonly amount: Minor
  readonly currency: string
  readonly refunded: Minor
}

const money = (amount: Minor, currency: string): string => `${currency} ${formatDecimal(amount, minorPlaces)}`

const compareTaken = (taken: TakenPayment, recorded: readonly RecordedPayment[]): Difference[] => {
  const { id, purchase, invoice, amount, currency, refunded } = taken
  const about = purchase || invoice
  const difference = (kind: DifferenceKind, sentence: string): Difference => ({ kind, subject: id, sentence })
  const known = recorded.find(({ payment }) => payment === id)
  if (!known) {
    const sold = recorded.filter((each) => (purchase ? each.purchase === purchase : each.invoice === invoice))
    const text = `${money(amount, currency)} for ${about}`
    if (sold.length === 0) return [difference('payment_unknown', `${text}, which we do not know.`)]
    if (sold.some(({ payment }) => payment === ''))
      return [difference('payment_not_recorded', `${text} is not recorded.`)]
    return [difference('paid_twice', `${text}, which another payment paid already: it is to be refunded.`)]
  }
  const found: Difference[] = []
  if (known.amount !== amount || known.currency !== currency) {
    const sentence = `${money(amount, currency)} at Stripe, ${money(known.amount, known.currency)} here.`
    found.push(difference('amount_differs', sentence))
  }
  if (purchase !== '' && known.refunded !== refunded) {
    const sentence = `${money(refunded, currency)} went back at Stripe, ${money(known.refunded, currency)} here.`
    found.push(difference('refunds_differ', sentence))
  }
  return found
}

/** Holds the payments that went through at Stripe against what we recorded, one by one and both ways. */
export const comparePayments = (
  taken: readonly TakenPayment[],
  recorded: readonly RecordedPayment[],
): readonly Difference[] => [
  ...taken
    .filter(({ purchase, invoice }) => purchase !== '' || invoice !== '')
    .flatMap((each) => compareTaken(each, recorded)),
  ...recorded
    .filter(({ payment }) => payment !== '' && !taken.some(({ id }) => id === payment))
    .map(({ payment, purchase, invoice, amount, currency }): Difference => {
      const sentence = `${money(amount, currency)} for ${purchase || invoice} is paid here, and not at Stripe.`
      return { kind: 'payment_missing', subject: payment, sentence }
    }),
]
