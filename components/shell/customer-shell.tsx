import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ChooseLanguage } from './language-choice'
import type { NavItem } from './nav-item'
import { type OrgChoice, OrgSwitcher } from './org-switcher'
import { ShellFrame } from './shell-frame'
import type { ShellUser } from './user-menu'

export type CustomerShellProps = {
  readonly org: OrgChoice
  /** Every organization the person may open, the current one included. */
  readonly orgs: readonly OrgChoice[]
  readonly user: ShellUser
  readonly signOut: () => Promise<void>
  readonly chooseLanguage?: ChooseLanguage
  readonly demo: boolean
  /** Platform staff see a way back to the admin pages. */
  readonly admin?: boolean
  /** True where there are machines to choose (W4). */
  readonly machines?: boolean
  /** Something that is true on every page of the organization and waits for somebody. */
  readonly notice?: ReactNode
  readonly children: ReactNode
}

/** The frame of the customer's pages. */
export const CustomerShell = ({
  org,
  orgs,
  user,
  signOut,
  chooseLanguage,
  demo,
  admin = false,
  machines = false,
  notice,
  children,
}: CustomerShellProps) => {
  const t = useTranslations('shell')
  const items: NavItem[] = [
    { href: `/o/${org.id}`, label: t('overview'), icon: 'overview', exact: true },
    { href: `/o/${org.id}/usage`, label: t('usage'), icon: 'usage' },
    { href: `/o/${org.id}/invoices`, label: t('invoices'), icon: 'invoices' },
    { href: `/o/${org.id}/plans`, label: t('plans'), icon: 'plans' },
    { href: `/o/${org.id}/credits`, label: t('credits'), icon: 'credits' },
    { href: `/o/${org.id}/payment-methods`, label: t('paymentMethods'), icon: 'cards' },
    ...(machines ? [{ href: `/o/${org.id}/compute`, label: t('compute'), icon: 'machines' } as const] : []),
    { href: `/o/${org.id}/instances`, label: t('instances'), icon: 'instances' },
    { href: `/o/${org.id}/settings`, label: t('settings'), icon: 'settings' },
  ]
  const footItems: NavItem[] = admin ? [{ href: '/admin', label: t('admin'), icon: 'switch', exact: true }] : []
  const others = orgs.filter(({ id }) => id !== org.id).map(({ id, name }) => ({ href: `/o/${id}`, label: name }))
  return (
    <ShellFrame
      home={`/o/${org.id}`}
      items={items}
      footItems={footItems}
      user={user}
      signOut={signOut}
      chooseLanguage={chooseLanguage}
      demo={demo}
      palette={{ orgs: others, ...(admin ? { searchHref: '/admin/organizations?q=' } : {}) }}
      notice={notice}
      top={<OrgSwitcher current={org} orgs={orgs} />}
    >
      {children}
    </ShellFrame>
  )
}
