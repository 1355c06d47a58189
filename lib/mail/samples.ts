import type { Alert, AlertKind } from '@/lib/core/alerts/alert'
import type { DocumentMail, DocumentTemplate } from '@/lib/core/mail/document-mail'

/** Made-up facts of every alert, to look at it. */
export const sampleAlerts = {
  spend: {
    key: 'spend',
    kind: 'spend',
    says: { month: '2026-11', limit: '1000.00', spent: '1234567.89', currency: 'CHF' },
  },
  credit: { key: 'credit', kind: 'credit', says: { limit: '5.00', left: '4.99', currency: 'USD', biller: 'prepaid' } },
  credit_expiring: {
    key: 'credit_expiring',
    kind: 'credit_expiring',
    says: { amount: '250.00', currency: 'CHF', expiresAt: '2026-11-29T23:30:00Z', days: 7 },
  },
  stopped: { key: 'stopped', kind: 'stopped', says: { reason: 'credits_used_up' } },
  goes_on: { key: 'goes_on', kind: 'goes_on', says: {} },
  quota: {
    key: 'quota',
    kind: 'quota',
    says: { percent: '80', used: '1600.000000000000', quota: '2000.000000000000', endsAt: '2026-11-29T23:30:00Z' },
  },
  recharge: { key: 'recharge', kind: 'recharge', says: { amount: '20.00', currency: 'EUR', failure: 'expired_card' } },
  invoice_charge: {
    key: 'invoice_charge',
    kind: 'invoice_charge',
    says: { invoice: 'inv_1', number: '2026-000123', amount: '49.00', currency: 'CHF', failure: 'insufficient_funds' },
  },
  owed: {
    key: 'owed',
    kind: 'owed',
    says: {
      standing: 'past_due',
      amount: '49.00',
      currency: 'USD',
      blockedAt: '2026-11-28T10:00:00Z',
      endedAt: '2026-12-05T10:00:00Z',
    },
  },
  returned: {
    key: 'returned',
    kind: 'returned',
    says: { state: 'lost', effect: 'ended', about: 'subscription', name: 'Team', amount: '1990.00', currency: 'CHF' },
  },
  renewal_ahead: {
    key: 'renewal_ahead',
    kind: 'renewal_ahead',
    says: {
      plan: 'Team',
      amount: '1990.00',
      currency: 'CHF',
      renewsAt: '2026-11-29T23:30:00Z',
      card: 'Visa •••• 4242',
    },
  },
} as const satisfies { readonly [Kind in AlertKind]: Extract<Alert, { readonly kind: Kind }> }

const invoice = { invoice: 'inv_1', number: '2026-000123', currency: 'CHF' } as const
const overdue = { ...invoice, open: '1234.50', dueOn: '2026-10-31' } as const

/** The same of every e-mail about a document, and of an invitation. */
export const sampleDocuments = {
  invoice_issued: {
    template: 'invoice_issued',
    says: { ...invoice, month: '2026-10', total: '1234.50', dueOn: '2026-11-30', way: 'transfer' },
  },
  payment_received: {
    template: 'payment_received',
    says: { ...invoice, amount: '1234.50', receivedOn: '2026-11-20', via: 'bank', open: '' },
  },
  reminder_1: { template: 'reminder_1', says: { ...overdue, fees: '', total: '1234.50', daysOverdue: 10 } },
  reminder_2: { template: 'reminder_2', says: { ...overdue, fees: '20.00', total: '1254.50', daysOverdue: 20 } },
  reminder_3: { template: 'reminder_3', says: { ...overdue, fees: '40.00', total: '1274.50', daysOverdue: 31 } },
  invitation: {
    template: 'invitation',
    says: {
      organization: 'Alpenblick AG',
      inviter: 'Ada Ammann',
      role: 'billing',
      link: 'https://billing.example.com/invitation/made-up',
      holdsUntil: '2026-11-28T10:00:00Z',
    },
  },
} as const satisfies {
  readonly [Template in DocumentTemplate]: Extract<DocumentMail, { readonly template: Template }>
}
