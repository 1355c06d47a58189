import { Temporal } from 'temporal-polyfill'
import { dunningDays, type Standing } from '@/lib/core/dunning/standing'
import type { Biller } from '@/lib/core/funding/biller'
import type { HaltReason } from '@/lib/core/gate/project'
import { type Minor, minorPlaces, type Pico, picoPlaces } from '@/lib/core/money/amount'
import { quantityText } from '@/lib/core/money/amount-text'
import { formatDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import type { Month } from '@/lib/core/time/day'
import type { Quantity } from '@/lib/core/usage/price'
import type { DueAlert } from './alert'
import { type ExpiringCredit, expiryStep } from './expiring'
import { type ReturnFact, returnedEffect, returnedState } from './returned'
import type { AlertSettings } from './settings'

/** What an org could be told, as it was read. Instants are epoch nanoseconds. */
export type AlertFacts = {
  readonly currency: string
  /** What was used in civil months at its price, no matter who pays: the month that runs, and the one before while it is fresh. */
  readonly months: readonly { readonly month: Month; readonly spent: Pico }[]
  /** The credit that pays for usage, and the newest grant of it; null where no credit pays. */
  readonly credit: { readonly left: Pico; readonly newest: string; readonly biller: Biller } | null
  /** The gate, and the generation of a halt that was told and whose end was not; null where there is none. */
  readonly gate: {
    readonly halted: boolean
    readonly reason: HaltReason | ''
    readonly generation: bigint
    readonly told: bigint | null
  } | null
  /** Whether the org ever used anything or had credit: nothing of one that has not begun is stopped. */
  readonly begun: boolean
  /** Thresholds of weekly quotas that were crossed lately (Q3). */
  readonly quotas: readonly {
    readonly week: string
    readonly percent: number
    readonly used: Quantity
    readonly quota: Quantity
    readonly endsAt: bigint
  }[]
  /** Where recharging was switched off by itself: why, and the newest recharge, empty where there was none. */
  readonly recharge: { readonly newest: string; readonly amount: Minor; readonly failure: string } | null
  /** Charges of saved cards for invoices that failed lately. */
  readonly charges: readonly {
    readonly invoice: string
    readonly number: string
    readonly amount: Minor
    readonly currency: string
    readonly failure: string
  }[]
  /** What has been owed for longest of what is subscribed to. */
  readonly owed: {
    readonly subscription: string
    readonly standing: Exclude<Standing, 'good'>
    readonly since: bigint
    readonly amount: Minor
    readonly currency: string
  } | null
  /** Credit that was bought and expires soon, by day. */
  readonly expiring: readonly ExpiringCredit[]
  /** Subscriptions that are renewed soon. */
  readonly renewals: readonly {
    readonly subscription: string
    readonly plan: string
    readonly amount: Minor
    readonly currency: string
    readonly renewsAt: bigint
    readonly card: string
  }[]
  /** Payments of which money lately went back, or that are disputed or were. */
  readonly returns: readonly ReturnFact[]
}

const picoPerMinor = 10n ** BigInt(picoPlaces - minorPlaces)
const dayNanoseconds = 24n * 3600n * 1_000_000_000n
const minorText = (amount: Minor): string => formatDecimal(amount, minorPlaces)
const cents = (amount: Pico): string => minorText(halfUp(amount, picoPerMinor) as Minor)
const instantText = (nanoseconds: bigint): string => Temporal.Instant.fromEpochNanoseconds(nanoseconds).toString()

/**
 * What an org has to be told by what is true now. A caller that asks again is answered the same keys: what was told is told no
 * more. So a late look tells late, and two at once tell once.
 */
export const dueAlerts = (settings: AlertSettings, facts: AlertFacts): DueAlert[] => [
  ...facts.months.flatMap((each) => spendAlerts(settings, facts.currency, each)),
  ...creditAlerts(settings, facts),
  ...stopAlerts(settings, facts),
  ...(settings.quota ? quotaAlerts(facts) : []),
  ...(settings.expiries ? facts.expiring.flatMap((each) => expiryAlerts(facts.currency, each)) : []),
  ...(settings.renewals ? renewalAlerts(facts) : []),
  ...(settings.payments ? [...paymentAlerts(facts), ...facts.returns.flatMap(returnAlerts)] : []),
]

/** Of several amounts that are reached at once the highest is told: it says what the others would. */
const spendAlerts = (
  { spend }: AlertSettings,
  currency: string,
  { month, spent }: AlertFacts['months'][number],
): DueAlert[] => {
  const limit = spend.findLast((each) => spent >= each * picoPerMinor)
  if (limit === undefined) return []
  const says = { month, limit: minorText(limit), spent: cents(spent), currency }
  return [{ key: `spend:${month}:${says.limit}:${currency}`, kind: 'spend', says }]
}

const creditAlerts = ({ creditBelow }: AlertSettings, { credit, currency }: AlertFacts): DueAlert[] => {
  if (creditBelow === null || credit === null || credit.left >= creditBelow * picoPerMinor) return []
  const { newest, biller } = credit
  const says = { limit: minorText(creditBelow), left: cents(credit.left), currency, biller }
  return [{ key: `credit:${newest}:${says.limit}`, kind: 'credit', says }]
}

/** Each step is told once a day of expiry, whatever is bought for the same day since; a late look tells the last step alone. */
const expiryAlerts = (currency: string, { day, expiresAt, days, left }: ExpiringCredit): DueAlert[] => {
  const [step, amount] = [expiryStep(days), cents(left)]
  if (step === null || amount === '0.00') return []
  const says = { amount, currency, expiresAt: instantText(expiresAt), days }
  return [{ key: `credit_expiring:${day}:${step}`, kind: 'credit_expiring', says }]
}

const renewalAlerts = ({ renewals }: AlertFacts): DueAlert[] =>
  renewals.map(({ subscription, renewsAt, amount, plan, currency, card }) => ({
    key: `renewal_ahead:${subscription}:${renewsAt}`,
    kind: 'renewal_ahead',
    says: { plan, amount: minorText(amount), currency, renewsAt: instantText(renewsAt), card },
  }))

/** One halt is told at a time: a gate that is halted again before it was released is still stopped. */
const stopAlerts = ({ stopped }: AlertSettings, { gate, begun }: AlertFacts): DueAlert[] => {
  if (gate === null || !begun) return []
  if (!gate.halted) {
    if (gate.told === null) return []
    const end = { key: `goes_on:${gate.told}`, kind: 'goes_on', says: {} } as const
    return [stopped ? end : { ...end, quiet: true }]
  }
  if (!stopped || gate.told !== null || gate.reason === '') return []
  return [{ key: `stopped:${gate.generation}`, kind: 'stopped', says: { reason: gate.reason } }]
}

const quotaAlerts = ({ quotas }: AlertFacts): DueAlert[] =>
  quotas.map(({ week, percent, used, quota, endsAt }) => ({
    key: `quota:${week}:${percent}`,
    kind: 'quota',
    says: {
      percent: String(percent),
      used: quantityText(used),
      quota: quantityText(quota),
      endsAt: instantText(endsAt),
    },
  }))

const paymentAlerts = ({ recharge, charges, owed, currency }: AlertFacts): DueAlert[] => [
  ...charges.map(({ amount, ...charge }) => ({
    key: `invoice_charge:${charge.invoice}`,
    kind: 'invoice_charge' as const,
    says: { ...charge, amount: minorText(amount) },
  })),
  ...(recharge === null
    ? []
    : [
        {
          key: `recharge:${recharge.newest}:${recharge.failure}`,
          kind: 'recharge' as const,
          says: { amount: minorText(recharge.amount), currency, failure: recharge.failure },
        },
      ]),
  ...(owed === null
    ? []
    : [
        {
          key: `owed:${owed.subscription}:${owed.since}:${owed.standing}`,
          kind: 'owed' as const,
          says: {
            standing: owed.standing,
            amount: minorText(owed.amount),
            currency: owed.currency,
            blockedAt: instantText(owed.since + BigInt(dunningDays.degraded) * dayNanoseconds),
            endedAt: instantText(owed.since + BigInt(dunningDays.unpaid) * dayNanoseconds),
          },
        },
      ]),
]

/** Each state of a refund or a dispute is told once. */
const returnAlerts = (fact: ReturnFact): DueAlert[] => {
  const state = returnedState(fact)
  if (state === null) return []
  const { id, about, name, currency } = fact
  const says = { state, effect: returnedEffect(state, fact), about, name, amount: minorText(fact.amount), currency }
  return [{ key: `returned:${id}:${state}`, kind: 'returned', says }]
}
