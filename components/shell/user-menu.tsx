'use client'

import { CircleUserRound, LogOut, UserRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Link } from '@/components/ui/link'
import { Spinner } from '@/components/ui/spinner'
import { type ChooseLanguage, LanguageItems } from './language-choice'

export type ShellUser = { readonly name: string; readonly email: string }
export type UserMenuProps = {
  readonly user: ShellUser
  /** A server action that ends the session and redirects. */
  readonly signOut: () => Promise<void>
  /** Left out where pages have one language alone. */
  readonly chooseLanguage?: ChooseLanguage | undefined
}

/** Who is signed in, in which language, and the way out. */
export const UserMenu = ({ user, signOut, chooseLanguage }: UserMenuProps) => {
  const t = useTranslations('shell')
  const [pending, startTransition] = useTransition()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`${t('account')}: ${user.name}`}
        className={buttonStyle({ variant: 'ghost', size: 'icon' })}
      >
        {pending ? <Spinner /> : <CircleUserRound />}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>
          <span className="block truncate font-medium text-ink text-sm">{user.name}</span>
          <span className="block truncate">{user.email}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        {chooseLanguage ? (
          <>
            <LanguageItems choose={(language) => startTransition(() => chooseLanguage(language))} />
            <DropdownMenuSeparator />
          </>
        ) : null}
        <DropdownMenuItem asChild>
          <Link href="/account">
            <UserRound aria-hidden />
            {t('account')}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem disabled={pending} onSelect={() => startTransition(signOut)}>
          <LogOut aria-hidden />
          {t('signOut')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
