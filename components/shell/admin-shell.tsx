import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import type { NavItem } from './nav-item'
import { ShellFrame } from './shell-frame'
import type { ShellUser } from './user-menu'

export type AdminShellProps = {
  readonly user: ShellUser
  readonly signOut: () => Promise<void>
  readonly demo: boolean
  /** Events of Stripe that fail. */
  readonly failingEvents?: number
  readonly children: ReactNode
}

const itemsOf = (failingEvents: number): readonly NavItem[] => [
  { href: '/admin', label: 'Overview', icon: 'overview', exact: true },
  { href: '/admin/organizations', label: 'Organizations', icon: 'organizations' },
  { href: '/admin/pricing', label: 'Pricing', icon: 'pricing' },
  { href: '/admin/invoice-run', label: 'Invoice run', icon: 'run' },
  { href: '/admin/invoices', label: 'Invoices', icon: 'invoices' },
  {
    href: '/admin/stripe-events',
    label: 'Stripe events',
    icon: 'events',
    waiting: { count: failingEvents, words: failingEvents === 1 ? 'fails' : 'fail' },
  },
  { href: '/admin/deliveries', label: 'Deliveries', icon: 'deliveries' },
  { href: '/admin/outbox', label: 'Outbox', icon: 'mails' },
  { href: '/admin/jobs', label: 'Jobs', icon: 'jobs' },
  { href: '/admin/backfill', label: 'Backfill', icon: 'backfill' },
  { href: '/admin/api-keys', label: 'API keys', icon: 'keys' },
  { href: '/admin/audit', label: 'Audit log', icon: 'audit' },
  { href: '/admin/settings', label: 'Settings', icon: 'settings' },
]

/** The frame of the admin pages, marked as such wherever the logo is. */
export const AdminShell = ({ user, signOut, demo, failingEvents = 0, children }: AdminShellProps) => (
  <ShellFrame
    home="/admin"
    items={itemsOf(failingEvents)}
    user={user}
    signOut={signOut}
    demo={demo}
    palette={{ orgs: [], searchHref: '/admin/organizations?q=' }}
    mark={<Badge tone="accent">Admin</Badge>}
  >
    {children}
  </ShellFrame>
)
