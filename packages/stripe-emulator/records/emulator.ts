import type Stripe from 'stripe'

export type EventRecord = {
  readonly id: string
  readonly created: number
  readonly type: Stripe.Event.Type
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null }
  /** The object as it was when the event happened. */
  readonly object: object
  /** What was different before, where the event says that something changed. */
  readonly previous?: object
}

/** How deliveries misbehave on purpose. */
export type SwitchesRecord = {
  readonly id: 'webhook_switches'
  readonly paused: boolean
  readonly delaySeconds: number
  /** How often each event is sent; 1 is normal. */
  readonly copies: number
  readonly order: 'in_order' | 'reversed'
}

/** Stripe out of reach: answering 503, dropping calls, never answering, or doing what is asked and losing the answer. */
export type OutageRecord = {
  readonly id: 'outage'
  readonly kind: 'none' | 'unavailable' | 'unreachable' | 'silent' | 'answer_lost'
  /** Epoch seconds at which it is over by itself; null to wait for the switch. */
  readonly until: number | null
}
