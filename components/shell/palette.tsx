'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { classNames } from '@/components/ui/class-names'
import type { NavItem } from './nav-item'

/** Loaded with the first time it is opened. */
const PaletteDialog = dynamic(() => import('./palette-dialog').then(({ PaletteDialog: Dialog }) => Dialog), {
  ssr: false,
})

export type PaletteProps = {
  readonly items: readonly NavItem[]
  readonly orgs: readonly { readonly href: string; readonly label: string }[]
  /** The address of a list that can be searched, its text left out: `/admin/organizations?search=`. */
  readonly searchHref?: string | undefined
  readonly signOut: () => Promise<void>
}

const isShortcut = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k'

/** Everywhere by typing a few letters: Ctrl or Cmd with K, or the button. */
export const Palette = (props: PaletteProps) => {
  const t = useTranslations('palette')
  const [open, setOpen] = useState<boolean | null>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isShortcut(event)) return
      event.preventDefault()
      setOpen((before) => !before)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <button
        type="button"
        aria-label={t('open')}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        className={classNames(
          buttonStyle({ variant: 'ghost', size: 'icon' }),
          'sm:w-auto sm:gap-2 sm:border sm:border-line sm:px-2.5 sm:text-ink-soft',
        )}
      >
        <Search aria-hidden />
        <span aria-hidden className="hidden font-normal text-sm sm:inline">
          {t('search')}
        </span>
        <kbd aria-hidden className="hidden rounded border border-line px-1 font-sans text-ink-faint text-xs sm:inline">
          {t('keys')}
        </kbd>
      </button>
      {open === null ? null : <PaletteDialog {...props} open={open} onOpenChange={setOpen} />}
    </>
  )
}
