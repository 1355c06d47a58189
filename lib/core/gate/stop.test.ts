import { describe, expect, it } from 'vitest'
import { moreUrgent, type StoppedOrg, stopOf } from './stop'

const org = (over: Partial<StoppedOrg> = {}): StoppedOrg => ({
  biller: 'prepaid',
  cap: null,
  card: false,
  subscribed: false,
  ...over,
})

describe('why an org is stopped', () => {
  it.each([
    ['credits_used_up', org(), 'credits_used_up', 'buy_credit'],
    ['quota_used_up', org({ biller: 'plan_quota' }), 'quota_used_up', 'buy_credit'],
    ['free_credit_used_up', org({ biller: 'free_credit' }), 'free_credit_used_up', 'add_card'],
    ['card_required', org({ biller: 'free_credit' }), 'card_required', 'add_card'],
    ['subscription_required', org({ biller: 'linked' }), 'subscription_required', 'subscribe'],
    ['cap_reached', org({ biller: 'linked', cap: 5n }), 'cap_reached', 'raise_cap'],
    ['cap_reached', org({ biller: 'linked', cap: 0n }), 'blocked', 'raise_cap'],
    ['charge_refused', org(), 'charge_refused', 'buy_credit'],
    ['charge_refused', org({ biller: 'free_credit' }), 'charge_refused', 'add_card'],
    ['charge_refused', org({ biller: 'free_credit', card: true }), 'charge_refused', 'raise_cap'],
    ['charge_refused', org({ biller: 'linked' }), 'charge_refused', 'subscribe'],
    ['insufficient_funds', org({ biller: 'linked', subscribed: true }), 'insufficient_funds', 'raise_cap'],
  ] as const)('%s has one way out', (gate, about, reason, way) => {
    expect(stopOf(gate, about)).toEqual({ reason, way })
  })
})

describe('of being stopped and owing', () => {
  it.each([
    [null, 'good', null],
    [null, 'past_due', 'dunning'],
    ['buy_credit', 'good', 'stop'],
    ['buy_credit', 'past_due', 'stop'],
    ['buy_credit', 'degraded', 'dunning'],
    ['subscribe', 'unpaid', 'dunning'],
    ['add_card', 'unpaid', 'stop'],
    ['raise_cap', 'degraded', 'stop'],
  ] as const)('with the way out %s and the standing %s, %s is said', (way, standing, said) => {
    expect(moreUrgent(way && { way }, standing)).toBe(said)
  })
})
