import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ChooseLanguage } from './language-choice'
import type { NavItem } from './nav-item'
import type { OrgChoice } from './org-switcher'
import { ShellFrame } from './shell-frame'
import type { ShellUser } from './user-menu'

export type AccountShellProps = {
  readonly user: ShellUser
  /** The organizations the person belongs to. */
  readonly orgs: readonly OrgChoice[]
  readonly admin: boolean
  readonly signOut: () => Promise<void>
  readonly chooseLanguage: ChooseLanguage
  readonly demo: boolean
  readonly children: ReactNode
}

/** The frame of a person's own account, which leads back to their organizations. */
export const AccountShell = ({ user, orgs, admin, children, ...rest }: AccountShellProps) => {
  const t = useTranslations('shell')
  const items: NavItem[] = [
    ...orgs.map(({ id, name }) => ({ href: `/o/${id}`, label: name, icon: 'organizations' }) as const),
    ...(admin ? [{ href: '/admin', label: t('admin'), icon: 'switch', exact: true } as const] : []),
  ]
  const account: NavItem = { href: '/account', label: t('account'), icon: 'settings', exact: true }
  return (
    <ShellFrame
      {...rest}
      home="/"
      items={items}
      footItems={[account]}
      user={{ name: user.name, email: user.email }}
      palette={{ orgs: [], ...(admin ? { searchHref: '/admin/organizations?q=' } : {}) }}
    >
      {children}
    </ShellFrame>
  )
}
