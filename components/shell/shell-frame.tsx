import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import { DemoBanner } from './demo-banner'
import type { ChooseLanguage } from './language-choice'
import { Logo } from './logo'
import type { NavItem } from './nav-item'
import { NavList } from './nav-list'
import { Palette, type PaletteProps } from './palette'
import { PhoneNav } from './phone-nav'
import { ThemeChoice } from './theme-choice'
import { type ShellUser, UserMenu } from './user-menu'

export type ShellFrameProps = {
  readonly home: string
  readonly items: readonly NavItem[]
  /** Entries set apart at the foot of the navigation. */
  readonly footItems?: readonly NavItem[]
  readonly user: ShellUser
  readonly signOut: () => Promise<void>
  readonly chooseLanguage?: ChooseLanguage | undefined
  readonly demo: boolean
  /** What the palette finds besides the navigation. */
  readonly palette?: Pick<PaletteProps, 'orgs' | 'searchHref'>
  /** Beside the logo: which side of the portal this is. */
  readonly mark?: ReactNode
  /** Above the navigation: which organization this is about. */
  readonly top?: ReactNode
  /** Above the content: what waits for somebody, whatever the page is about. */
  readonly notice?: ReactNode
  readonly children: ReactNode
}

/** The frame of every signed-in page: side bar on wide screens, top bar with a sheet on narrow ones, content between. */
export const ShellFrame = (props: ShellFrameProps) => {
  const t = useTranslations('shell')
  const { home, items, footItems = [], user, signOut, demo, palette, mark, top, notice, children } = props
  const name = t('mainNavigation')
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      {demo ? <DemoBanner /> : null}
      <div className="flex flex-1">
        <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col gap-4 border-line border-r bg-sunken p-3 lg:flex">
          <Link href={home} className="flex items-center gap-2 rounded-md px-2 pt-2">
            <Logo />
            {mark}
          </Link>
          {top}
          <NavList label={name} items={items} />
          {footItems.length > 0 ? (
            <div className="border-line border-t pt-3">
              <NavList label={t('account')} items={footItems} />
            </div>
          ) : null}
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="flex h-13 items-center gap-2 border-line border-b bg-surface px-4 lg:h-12 lg:border-transparent lg:bg-transparent lg:px-8">
            <PhoneNav items={[...items, ...footItems]} label={name} top={top} />
            <Link href={home} className="flex items-center gap-2 rounded-md lg:hidden">
              <Logo />
              {mark}
            </Link>
            <div className="ml-auto flex items-center gap-1">
              <Palette items={[...items, ...footItems]} orgs={[]} {...palette} signOut={signOut} />
              <ThemeChoice />
              <UserMenu user={user} signOut={signOut} chooseLanguage={props.chooseLanguage} />
            </div>
          </header>
          {notice ? <div className="mx-auto w-full max-w-6xl px-4 pt-4 lg:px-8 lg:pt-0 lg:pb-3">{notice}</div> : null}
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto flex w-full max-w-6xl flex-1 flex-col gap-5 px-4 pt-5 pb-16 outline-none lg:px-8 lg:pt-2"
          >
            {children}
          </main>
        </div>
      </div>
    </div>
  )
}
