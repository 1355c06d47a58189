import { describe, expect, it } from 'vitest'
import { offerState } from './offer-state'
import type { InForce, Offer, Subscribed } from './plan-desk'

const team: Offer = {
  product: 'plan',
  name: 'team',
  version: 2,
  title: 'Team',
  currency: 'CHF',
  priceMonthly: '49.00',
  priceAnnual: '490.00',
  saving: 16,
  gives: { quota: '1000', maxMemoryMb: 1024, maxVcpus: 1 },
}
const free: Offer = { ...team, name: 'free', version: 1, priceMonthly: '0.00', priceAnnual: '0.00' }
const paid: Subscribed = {
  name: 'team',
  version: 2,
  billed: 'monthly',
  currency: 'CHF',
  price: '49.00',
  standing: 'good',
  periodEndsAt: '2026-12-01T00:00:00Z',
  endsAt: null,
}
const inForce = (name: string, version: number, subscription: Subscribed | null): InForce => ({
  name,
  version,
  title: name,
  gives: null,
  subscription,
})

describe('an offer', () => {
  it('is subscribed to where nothing is paid for, and changed to where something is', () => {
    expect(offerState(team, 'monthly', inForce('', 0, null))).toBe('subscribe')
    expect(offerState(team, 'monthly', inForce('free', 1, null))).toBe('subscribe')
    expect(offerState(team, 'annual', inForce('business', 1, { ...paid, name: 'business' }))).toBe('change')
  })

  it('is yours in its rhythm and on its terms alone', () => {
    expect(offerState(team, 'monthly', inForce('team', 2, paid))).toBe('yours')
    expect(offerState(team, 'annual', inForce('team', 2, paid))).toBe('other_rhythm')
    expect(offerState(team, 'monthly', inForce('team', 1, { ...paid, version: 1 }))).toBe('other_terms')
  })

  it('that was agreed without a payment is yours and cannot be changed, only bought on newer terms', () => {
    expect(offerState(team, 'annual', inForce('team', 2, null))).toBe('yours')
    expect(offerState(team, 'monthly', inForce('team', 1, null))).toBe('subscribe')
  })

  it('that costs nothing is never sold', () => {
    expect(offerState(free, 'monthly', inForce('free', 1, null))).toBe('yours')
    expect(offerState(free, 'monthly', inForce('team', 2, paid))).toBe('free')
  })
})
