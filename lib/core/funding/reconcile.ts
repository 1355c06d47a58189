import { type Minor, minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'

/** What differs between the one who takes the money and us. */
export const differenceKinds = [
  'not_compared',
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
  'disputes_differ',
  'balance_differs',
  'balance_left',
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
  'disputes_differ',
  'balance_differs',
]
export const isMendedByReading = ({ kind }: Pick<Difference, 'kind'>): boolean => mended.includes(kind)

/** A payment that went through at Stripe. */
export type TakenPayment = {
  readonly id: string
  /** What it was for, by our ids, or the invoice of a subscription at Stripe; all empty where it says nothing. */
  readonly purchase: string
  readonly invoice: string
  readonly subscription: string
  readonly amount: Minor
  readonly currency: string
  /** What of it went back, or is on its way. */
  readonly refunded: Minor
  readonly disputes: readonly DisputeSeen[]
}

/** A dispute and how it stands, as Stripe says. */
export type DisputeSeen = { readonly id: string; readonly status: string }

/** What we recorded as paid by card, or sold and not paid. */
export type RecordedPayment = {
  readonly purchase: string
  readonly invoice: string
  readonly subscription: string
  /** The payment that we know of; empty where it is not paid. */
  readonly payment: string
  readonly amount: Minor
  readonly currency: string
  readonly refunded: Minor
  readonly disputes: readonly DisputeSeen[]
}

const money = (amount: Minor, currency: string): string => `${currency} ${formatDecimal(amount, minorPlaces)}`

const textOf = (disputes: readonly DisputeSeen[]): string =>
  disputes
    .map(({ id, status }) => `${id} ${status}`)
    .sort()
    .join(', ')

const isFor = (recorded: RecordedPayment, { purchase, invoice }: TakenPayment): boolean =>
  purchase ? recorded.purchase === purchase : recorded.invoice === invoice

const compareTaken = (taken: TakenPayment, recorded: readonly RecordedPayment[]): Difference[] => {
  const { id, purchase, invoice, subscription, amount, currency, refunded } = taken
  const about = purchase || invoice || subscription
  const difference = (kind: DifferenceKind, sentence: string): Difference => ({ kind, subject: id, sentence })
  const known = recorded.find(({ payment }) => payment === id)
  if (!known) {
    const sold = recorded.filter((each) => isFor(each, taken))
    const text = `${money(amount, currency)} for ${about}`
    // What Stripe charges for a subscription is recorded by reading it; of all else our row is there before.
    if (subscription !== '') return [difference('payment_not_recorded', `${text} is not recorded.`)]
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
  if (known.refunded !== refunded) {
    const sentence = `${money(refunded, currency)} went back at Stripe, ${money(known.refunded, currency)} here.`
    found.push(difference('refunds_differ', sentence))
  }
  if (textOf(known.disputes) !== textOf(taken.disputes)) {
    const sentence = `Disputes at Stripe: ${textOf(taken.disputes) || 'none'}; here: ${textOf(known.disputes) || 'none'}.`
    found.push(difference('disputes_differ', sentence))
  }
  return found
}

/** Holds the payments that went through at Stripe against what we recorded, one by one and both ways. */
export const comparePayments = (
  taken: readonly TakenPayment[],
  recorded: readonly RecordedPayment[],
): readonly Difference[] => [
  ...taken
    .filter(({ purchase, invoice, subscription }) => purchase !== '' || invoice !== '' || subscription !== '')
    .flatMap((each) => compareTaken(each, recorded)),
  ...recorded
    .filter(({ payment }) => payment !== '' && !taken.some(({ id }) => id === payment))
    .map(({ payment, purchase, invoice, subscription, amount, currency }): Difference => {
      const about = purchase || invoice || subscription
      const sentence = `${money(amount, currency)} for ${about} is paid here, and not at Stripe.`
      return { kind: 'payment_missing', subject: payment, sentence }
    }),
]

/** What is kept on the account of a customer: below zero the customer's credit, above it owed. */
export type BalanceSeen = { readonly balance: Minor; readonly currency: string }

/**
 * Holds the balance of a customer at Stripe against what was read last. Credit is used by the next charges of what is
 * subscribed to; where nothing is, it stays until somebody pays it out or uses it.
 */
export const compareBalance = (
  customerId: string,
  found: BalanceSeen,
  recorded: BalanceSeen | null,
  isSubscribed: boolean,
): readonly Difference[] => {
  const known = recorded ?? { balance: minor(0n), currency: found.currency }
  const shown = money(found.balance, found.currency)
  const differs = known.balance !== found.balance || (found.balance !== 0n && known.currency !== found.currency)
  const left = found.balance !== 0n && !isSubscribed
  const about = `${shown} is the balance of the customer at Stripe`
  return [
    ...(differs
      ? [
          {
            kind: 'balance_differs' as const,
            subject: customerId,
            sentence: `${about}, ${money(known.balance, known.currency)} here.`,
          },
        ]
      : []),
    ...(left
      ? [{ kind: 'balance_left' as const, subject: customerId, sentence: `${about}, and no subscription uses it.` }]
      : []),
  ]
}
