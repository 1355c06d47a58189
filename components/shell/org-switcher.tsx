'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Link } from '@/components/ui/link'

export type OrgChoice = { readonly id: string; readonly name: string }
export type OrgSwitcherProps = { readonly current: OrgChoice; readonly orgs: readonly OrgChoice[] }

const initialOf = (name: string): string => ([...name.trim()][0] ?? '?').toLocaleUpperCase('en')

const OrgName = ({ org }: { org: OrgChoice }) => (
  <>
    <span
      aria-hidden
      className="grid size-6 shrink-0 place-items-center rounded-sm bg-accent-soft font-semibold text-accent text-xs"
    >
      {initialOf(org.name)}
    </span>
    <span className="min-w-0 flex-1 truncate text-left font-medium">{org.name}</span>
  </>
)

/** The organization the pages are about; with several, a menu to the others. */
export const OrgSwitcher = ({ current, orgs }: OrgSwitcherProps) => {
  const t = useTranslations('shell')
  if (orgs.length < 2) {
    return (
      <div className="flex items-center gap-2.5 px-2 py-1.5">
        <OrgName org={current} />
      </div>
    )
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`${t('switchOrganization')}: ${current.name}`}
        className="flex w-full items-center gap-2.5 rounded-md border border-line px-2 py-1.5 hover:bg-hover"
      >
        <OrgName org={current} />
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-64">
        <DropdownMenuLabel>{t('organization')}</DropdownMenuLabel>
        {orgs.map((org) => (
          <DropdownMenuItem key={org.id} asChild>
            <Link href={`/o/${org.id}`} aria-current={org.id === current.id ? 'true' : undefined}>
              <OrgName org={org} />
            </Link>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
