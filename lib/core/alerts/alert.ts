import type { Standing } from '@/lib/core/dunning/standing'
import type { Biller } from '@/lib/core/funding/biller'
import type { HaltReason } from '@/lib/core/gate/project'
import type { ReturnedEffect, ReturnedState, ReturnFact } from './returned'

/** What each kind of alert says: amounts are decimal text, instants ISO-8601. */
export type AlertSays = {
  readonly spend: {
    /** `YYYY-MM`. */
    readonly month: string
    readonly limit: string
    readonly spent: string
    readonly currency: string
  }
  readonly credit: {
    readonly limit: string
    readonly left: string
    readonly currency: string
    readonly biller: Biller
  }
  /** Credit that was bought, all that expires on a day. */
  readonly credit_expiring: {
    readonly amount: string
    readonly currency: string
    readonly expiresAt: string
    /** From the day of the alert to that day. */
    readonly days: number
  }
  readonly stopped: { readonly reason: HaltReason }
  readonly goes_on: Record<string, never>
  readonly quota: { readonly percent: string; readonly used: string; readonly quota: string; readonly endsAt: string }
  readonly recharge: {
    readonly amount: string
    readonly currency: string
    /** Stripe's code for the decline, or ours for what else switched it off. */
    readonly failure: string
  }
  /** The saved card was not charged for an invoice. */
  readonly invoice_charge: {
    readonly invoice: string
    readonly number: string
    readonly amount: string
    readonly currency: string
    /** Stripe's code for the decline, or ours. */
    readonly failure: string
  }
  readonly owed: {
    readonly standing: Exclude<Standing, 'good'>
    readonly amount: string
    readonly currency: string
    readonly blockedAt: string
    readonly endedAt: string
  }
  readonly returned: {
    readonly state: ReturnedState
    readonly effect: ReturnedEffect
    readonly about: ReturnFact['about']
    readonly name: string
    readonly amount: string
    readonly currency: string
  }
  /** A subscription is renewed soon, and what that costs before tax. */
  readonly renewal_ahead: {
    readonly plan: string
    readonly amount: string
    readonly currency: string
    readonly renewsAt: string
    /** As people know it: `Visa •••• 4242`; empty where none is saved. */
    readonly card: string
  }
}
export type AlertKind = keyof AlertSays

/** Something an org is told once. The key says what it is about, so that it is the same no matter who finds it and how often. */
export type Alert = {
  readonly [Kind in AlertKind]: { readonly key: string; readonly kind: Kind; readonly says: AlertSays[Kind] }
}[AlertKind]

/**
 * What became of the e-mail of an alert: `nobody` was there to tell, there is `no_server` for mail, it was `given_up`, or
 * the alert was `not_told` because it was no news.
 */
export const mailOutcomes = ['sent', 'nobody', 'no_server', 'given_up', 'not_told'] as const
export type MailOutcome = (typeof mailOutcomes)[number]

/** An alert that is due; a quiet one is kept and not written to anybody. */
export type DueAlert = Alert & { readonly quiet?: true }

/** The generation of a gate's halt, or of its end, as a key names it. */
export const haltOf = (key: string): string => key.slice(key.indexOf(':') + 1)
