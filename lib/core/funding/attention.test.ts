import { expect, it } from 'vitest'
import { type AttentionFacts, attentionKinds, attentionOf } from './attention'

const well: AttentionFacts = {
  today: '2026-11-21',
  stop: null,
  standing: 'good',
  overdueInvoices: 0,
  failedCharges: 0,
  needsCard: true,
  card: 'valid',
  rechargeOff: false,
  runsOutOn: '2026-11-29',
  expiresOn: '2026-12-06',
}

it('nothing is said where all is well', () => {
  expect(attentionOf(well)).toEqual([])
  expect(attentionOf({ ...well, card: 'none', needsCard: false, runsOutOn: null, expiresOn: null })).toEqual([])
})

it.each<[string, Partial<AttentionFacts>, (typeof attentionKinds)[number]]>([
  ['stopped', { stop: { reason: 'credits_used_up', way: 'buy_credit' } }, 'halted'],
  ['out of free credit', { stop: { reason: 'free_credit_used_up', way: 'add_card' } }, 'free_credit_used_up'],
  ['owing for its plan', { standing: 'past_due' }, 'past_due'],
  ['late with an invoice', { overdueInvoices: 1 }, 'overdue'],
  ['whose card was not charged for an invoice', { failedCharges: 1 }, 'charge_failed'],
  ['without the card it needs', { card: 'none' }, 'no_card'],
  ['with a card that expired', { card: 'expired' }, 'card_expired'],
  ['with a card about to expire', { card: 'expiring' }, 'card_expiring'],
  ['without the recharge that was declined', { rechargeOff: true }, 'recharge_off'],
  ['with credit for a week', { runsOutOn: '2026-11-28' }, 'runs_out'],
  ['with credit that expires in two weeks', { expiresOn: '2026-12-05' }, 'credit_expiring'],
])('an org %s is told so', (_, over, kind) => {
  expect(attentionOf({ ...well, ...over })).toEqual([kind])
})

it('all at once comes in order of urgency, and credit that is gone does not also run out', () => {
  const all = attentionOf({
    ...well,
    stop: { reason: 'cap_reached', way: 'raise_cap' },
    standing: 'unpaid',
    overdueInvoices: 3,
    card: 'expired',
    rechargeOff: true,
    runsOutOn: '2026-11-21',
    expiresOn: '2026-11-22',
  })
  expect(all).toEqual(['halted', 'past_due', 'overdue', 'card_expired', 'recharge_off', 'credit_expiring'])
  expect([...all].sort((a, b) => attentionKinds.indexOf(a) - attentionKinds.indexOf(b))).toEqual(all)
})
