import type { TimelineEvent } from '@/db/queries/timeline'
import { invoiceHref } from './invoice-item'

type About = Pick<TimelineEvent, 'kind' | 'what' | 'subject'>

const query = (path: string, name: string, value: string): string => `${path}?${new URLSearchParams([[name, value]])}`

/** Where an event of an org's timeline opens: the page that explains it. */
export const timelineHref = (org: string, { kind, what, subject }: About, ref: string): string => {
  switch (kind) {
    case 'usage':
      return `/o/${org}/usage?${new URLSearchParams({ from: subject, to: subject })}`
    case 'credit':
      return `/o/${org}/credits`
    case 'stops':
    case 'deliveries':
      return query('/admin/deliveries', 'org', org)
    case 'invoices':
      return invoiceHref(org, ref)
    case 'payments':
      if (what === 'card') return `/o/${org}/payment-methods`
      if (what.startsWith('plan_')) return `/o/${org}/plans`
      return ['surplus', 'returned', 'applied', 'undone'].includes(what) || what.startsWith('return_')
        ? invoiceHref(org, ref)
        : `/o/${org}/credits`
    case 'plans':
      return what.includes('.') ? query('/admin/audit', 'before', ref) : `/o/${org}/plans`
    case 'tenants':
      return `/admin/organizations/${org}`
    case 'settings':
      return what === 'prices' ? query('/admin/pricing', 'book', ref) : query('/admin/audit', 'before', ref)
  }
}
