import { expect, it } from 'vitest'
import type { AlertKind } from '@/lib/core/alerts/alert'
import { eventWords, type TimelineItem } from './event-words'

const item = (kind: TimelineItem['kind'], what: string, subject: string, detail = ''): TimelineItem => ({
  id: 'x',
  at: '2026-11-21T10:00:00Z',
  kind,
  what,
  subject,
  detail,
  amount: '',
  asset: '',
  by: '',
  href: '/',
})

it.each([
  [item('usage', 'used', '2026-11-20', '1'), 'Usage in 1 event'],
  [item('credit', 'topup', 'purchase:chk_1'), 'Credit added by a purchase'],
  [item('credit', 'adjustment', 'x', 'Put right by hand'), 'Credit adjusted: Put right by hand'],
  [item('payments', 'refund_succeeded', 'Team', 'Bought twice'), 'Team refunded: Bought twice'],
  [item('payments', 'declined', 'Team', 'insufficient_funds'), 'Payment for Team declined: insufficient funds'],
  [item('plans', 'subscribed', 'Pro+', 'tier, annual'), 'Subscribed to Pro+ (tier, annual)'],
  [item('invoices', 'issued', '2026-000007', '2026-10'), 'Invoice 2026-000007 issued for October 2026'],
  [item('tenants', 'enabled', 'acme-prod', 'ocr'), 'Skill ocr enabled on acme-prod'],
  [
    item('deliveries', 'alert_stopped', 'ada@acme.example', 'sent'),
    'Alert: work is stopped; e-mail to ada@acme.example',
  ],
  [item('deliveries', 'alert_spend', '', 'no_server'), 'Alert: usage reached an amount; no mail server is set up'],
  [item('settings', 'biller.switch', 'prepaid'), 'Biller switched to Prepaid'],
  [
    item('settings', 'prices', 'standard-chf', '4 2026-12-01'),
    'Prices of standard-chf published: version 4, in force from 1 Dec 2026',
  ],
])('an event is told in a sentence: %#', (event, words) => {
  expect(eventWords(event)).toBe(words)
})

it('every alert has its words', () => {
  const kinds = {
    spend: 1,
    credit: 1,
    credit_expiring: 1,
    stopped: 1,
    goes_on: 1,
    quota: 1,
    recharge: 1,
    invoice_charge: 1,
    owed: 1,
    returned: 1,
    renewal_ahead: 1,
  } satisfies Record<AlertKind, 1>
  for (const kind of Object.keys(kinds)) {
    expect(eventWords(item('deliveries', `alert_${kind}`, '', 'waiting'))).toMatch(/^Alert: .*under way$/)
  }
})

it('an event that has no words yet is told as it was recorded', () => {
  expect(eventWords(item('settings', 'something.new', 'acme'))).toBe('something.new acme')
})
