'use client'

import { Menu } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { classNames } from '@/components/ui/class-names'
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet'
import type { NavItem } from './nav-item'
import { NavList } from './nav-list'

export type PhoneNavProps = { readonly items: readonly NavItem[]; readonly label: string; readonly top?: ReactNode }

/** The menu button of the top bar on narrow screens, and the sheet it opens. */
export const PhoneNav = ({ items, label, top }: PhoneNavProps) => {
  const t = useTranslations('shell')
  const [open, setOpen] = useState(false)
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger
        aria-label={t('menu')}
        className={classNames(buttonStyle({ variant: 'ghost', size: 'icon' }), '-ml-2 lg:hidden')}
      >
        <Menu />
      </SheetTrigger>
      <SheetContent title={t('menuTitle')}>
        {top}
        <NavList label={label} items={items} onFollow={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  )
}
