import type { Person } from './principals'

/** Who may open a page. `org`: members of the org it names, and admins. */
export type PageRule = 'everybody' | 'signed in' | 'org' | 'admin'

/** A page without a rule fails the test. */
export const pageRules: Readonly<Record<string, PageRule>> = {
  '/': 'signed in',
  '/sign-in': 'everybody',
  '/account': 'signed in',
  '/docs/api': 'everybody',
  '/docs/design': 'everybody',
  '/docs/design/shell': 'everybody',
  '/docs/design/shell-admin': 'everybody',
  '/o/[org]': 'org',
  '/o/[org]/invoices': 'org',
  '/o/[org]/invoices/[invoiceId]': 'org',
  '/o/[org]/usage': 'org',
  '/o/[org]/plans': 'org',
  '/o/[org]/credits': 'org',
  '/o/[org]/credits/movements': 'org',
  '/o/[org]/payment-methods': 'org',
  '/o/[org]/compute': 'org',
  '/o/[org]/instances': 'org',
  '/o/[org]/settings': 'org',
  '/admin': 'admin',
  '/admin/organizations': 'admin',
  '/admin/organizations/[org]': 'admin',
  '/admin/organizations/[org]/timeline': 'admin',
  '/admin/pricing': 'admin',
  '/admin/pricing/draft': 'admin',
  '/admin/pricing/names': 'admin',
  '/admin/invoice-run': 'admin',
  '/admin/invoice-run/late': 'admin',
  '/admin/invoice-run/debts': 'admin',
  '/admin/invoices': 'admin',
  '/admin/stripe-events': 'admin',
  '/admin/deliveries': 'admin',
  '/admin/outbox': 'admin',
  '/admin/outbox/[mail]': 'admin',
  '/admin/outbox/templates': 'admin',
  '/admin/jobs': 'admin',
  '/admin/jobs/[job]': 'admin',
  '/admin/backfill': 'admin',
  '/admin/api-keys': 'admin',
  '/admin/audit': 'admin',
  '/admin/settings': 'admin',
}

export type Target = 'own' | 'other' | 'absent'

/** `open`: answered with what it is for. `sign in`: sent to the sign-in page. `missing`: as if it were not there. */
export type PageVerdict = 'open' | 'sign in' | 'missing'

const isMember = (person: Person): boolean => person === 'member' || person === 'billing' || person === 'owner'

export const pageVerdict = (rule: PageRule, person: Person, target: Target): PageVerdict => {
  if (rule === 'everybody') return 'open'
  if (person === 'nobody') return 'sign in'
  if (rule === 'signed in') return 'open'
  if (rule === 'admin') return person === 'admin' && target !== 'absent' ? 'open' : 'missing'
  if (target === 'absent') return 'missing'
  if (person === 'admin') return 'open'
  if (person === 'stranger') return target === 'other' ? 'open' : 'missing'
  return target === 'own' && isMember(person) ? 'open' : 'missing'
}
