import type { Charge } from '@/lib/core/funding/biller'
import { least, positive } from '@/lib/core/money/amount'
import { amountText, isCurrency, moneyText, quantityText } from '@/lib/core/money/amount-text'
import { type Gate, type HaltReason, isExhausted } from './project'

/** What decides why nothing starts, and what there is. */
export type Standing = Pick<
  Gate,
  | 'biller'
  | 'halted'
  | 'reason'
  | 'currency'
  | 'remaining'
  | 'held'
  | 'unit'
  | 'unitsRemaining'
  | 'unitsHeld'
  | 'cap'
  | 'quota'
>

/** Usage that came in and waits to be paid. `more`: there is more of it than was counted. */
export type Waiting = { readonly amount: bigint; readonly units: bigint; readonly more: boolean }

/** Why nobody pays for a start. Several have one reason on the wire; each has its own words. */
export type Cause = HaltReason | 'insufficient_funds' | 'free_credit_rest' | 'no_plan' | 'cap_zero' | 'all_held'

/** What a start costs, what there is for it, and the rest that nobody pays, in one measure: money or units. */
export type Shortfall = {
  /** The currency, or the meter whose units are counted. */
  readonly measure: string
  readonly price: bigint
  readonly available: bigint
  readonly missing: bigint
}

/**
 * What is missing for a charge: units where only units could pay for it, otherwise money, in which units count for the share
 * of the price that they pay. The same sum as the waterfall's.
 */
export const shortfallOf = (
  { currency, unit, remaining, unitsRemaining }: Pick<Standing, 'currency' | 'unit' | 'remaining' | 'unitsRemaining'>,
  { amount, units }: Charge,
): Shortfall => {
  const money = remaining === null ? amount : positive(remaining)
  if (units > 0n && money === 0n) {
    const available = positive(unitsRemaining)
    return { measure: unit, price: units, available, missing: positive(units - available) }
  }
  const byUnits = units > 0n ? (amount * least(positive(unitsRemaining), units)) / units : 0n
  const available = money + byUnits
  return { measure: currency, price: amount, available, missing: positive(amount - available) }
}

const unitNames: Readonly<Record<string, string>> = { 'compute.units': 'compute unit', 'doc.units': 'document unit' }

/** An amount as a sentence says it: `CHF 4.25`, `1 compute unit`, `417.5 compute units`. */
export const amountWords = (amount: bigint, measure: string): string => {
  if (isCurrency(measure)) return `${measure} ${moneyText(amount)}`
  const [text, name] = [quantityText(amount), unitNames[measure]]
  if (name === undefined) return `${text} ${measure}`
  return text === '1' ? `1 ${name}` : `${text} ${name}s`
}

/** The same with its verb: `CHF 4.25 is`, `417.5 compute units are`. */
const amountIs = (amount: bigint, measure: string): string =>
  `${amountWords(amount, measure)} ${isCurrency(measure) || quantityText(amount) === '1' ? 'is' : 'are'}`

/** Whether units alone are counted here: there is no money that could pay. */
const countsUnits = ({ unit, remaining, held }: Standing): boolean =>
  unit !== '' && remaining !== null && remaining <= 0n && held <= 0n

/** What reservations hold, in what it is counted in. */
const heldWords = (gate: Standing): string =>
  [
    ...(gate.held > 0n ? [amountWords(gate.held, gate.currency)] : []),
    ...(gate.unitsHeld > 0n ? [amountWords(gate.unitsHeld, gate.unit)] : []),
  ].join(' and ')

/** What waits, in what the org pays with. */
export const waitingWords = (gate: Standing, { amount, units, more }: Waiting): string => {
  const much = countsUnits(gate) && units > 0n ? amountWords(units, gate.unit) : amountWords(amount, gate.currency)
  return `usage worth ${more ? `more than ${much}` : much}`
}

/** Why nothing that costs something starts at this gate; null where something is left. */
export const causeOf = (gate: Standing, isRestTooSmall = false): Cause | null => {
  if (gate.halted && !isExhausted(gate)) return 'charge_refused'
  const isLeft = gate.remaining === null || gate.remaining > 0n || gate.unitsRemaining > 0n
  if (isLeft && !isRestTooSmall) return null
  if (gate.held > 0n || gate.unitsHeld > 0n) return 'all_held'
  if (isLeft) return 'free_credit_rest'
  if (gate.reason === 'quota_used_up' && gate.quota === null) return 'no_plan'
  if (gate.reason === 'cap_reached' && gate.cap === 0n) return 'cap_zero'
  return gate.reason || 'insufficient_funds'
}

type Words = { readonly what: string; readonly way: string }

/** The one list of what each cause is called. */
const wordsOf = (cause: Cause, gate: Standing): Words => {
  const cap =
    gate.cap === null ? "This month's spend cap" : `This month's spend cap of ${amountWords(gate.cap, gate.currency)}`
  const quota = gate.quota === null ? "This week's quota" : `This week's quota of ${amountWords(gate.quota, gate.unit)}`
  const words: Readonly<Record<Cause, Words>> = {
    credits_used_up: { what: 'The credit is used up', way: 'Top up to go on.' },
    free_credit_used_up: { what: 'The free credit is used up', way: 'Add a card to go on.' },
    free_credit_rest: {
      what: `The free credit is used up: the ${amountWords(gate.remaining ?? 0n, gate.currency)} that is left is less than the smallest use costs`,
      way: 'Add a card to go on.',
    },
    quota_used_up: {
      what: `${quota} and all extras are used up`,
      way: 'Buy a pack, or wait for the next week.',
    },
    no_plan: {
      what: 'There is no plan, and there are no extra units',
      way: 'Subscribe to a plan or buy a pack to go on.',
    },
    cap_reached: { what: `${cap} is reached`, way: 'Raise it to go on.' },
    cap_zero: { what: 'The spend cap is zero, which blocks everything that is metered', way: 'Raise it to go on.' },
    card_required: { what: 'There is no free credit and no card on file', way: 'Add a card to go on.' },
    subscription_required: { what: 'The free units are used up', way: 'Subscribe to go on.' },
    charge_refused: { what: 'Usage came in that nothing could pay for', way: 'Add funds to go on.' },
    all_held: {
      what: `All that is left, ${heldWords(gate)}, is held by reservations`,
      way: 'More can start when one of them ends, or with more funds.',
    },
    insufficient_funds: { what: 'What is left does not cover this', way: 'Add funds to go on.' },
  }
  return words[cause]
}

/** Why nothing starts, in a sentence or two, with what waits to be paid where something does. */
export const causeSentence = (cause: Cause, gate: Standing, waiting: Waiting | null): string => {
  const { what, way } = wordsOf(cause, gate)
  if (waiting === null || waiting.amount <= 0n) return `${what}. ${way}`
  const waits = waitingWords(gate, waiting)
  if (cause === 'charge_refused') return `${waits[0]?.toUpperCase()}${waits.slice(1)} waits to be paid. ${way}`
  return `${what}, and ${waits} waits to be paid. ${way}`
}

/** That what is left does not cover a charge, with the figures. The sentence for starts, holds and usage alike. */
export const shortfallSentence = ({ measure, price, available, missing }: Shortfall): string =>
  `This costs ${amountWords(price, measure)}, and ${amountIs(available, measure)} left: ${amountIs(missing, measure)} missing.`

/** What is said of usage that came in and that nothing pays yet: why, how much is missing, and what becomes of it. */
export const unpaidUsageSentence = (org: string, gate: Standing, shortfall: Shortfall): string => {
  const cause = causeOf(gate)
  const why = cause === null || cause === 'charge_refused' ? [] : [`${wordsOf(cause, gate).what}.`]
  const much = shortfall.missing > 0n ? [shortfallSentence(shortfall)] : ['Usage that came in before is paid first.']
  const kept = `The usage of ${org} is kept, and paid as soon as there are funds.`
  return [...why, ...much, kept].join(' ')
}

export type ShortfallFacts = {
  readonly price: string
  readonly available: string
  readonly missing: string
  readonly measure: string
}

/** The figures of a shortfall as they go over the wire. */
export const shortfallFacts = (shortfall: Shortfall): ShortfallFacts => {
  const text = (amount: bigint) => amountText(amount, shortfall.measure)
  return {
    price: text(shortfall.price),
    available: text(shortfall.available),
    missing: text(shortfall.missing),
    measure: shortfall.measure,
  }
}
