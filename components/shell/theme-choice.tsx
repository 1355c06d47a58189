'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { readTheme, type Theme, themeCookie } from '@/lib/core/text/theme'

const icons = { light: Sun, dark: Moon, system: Monitor } as const
const choices = ['light', 'dark', 'system'] as const
const yearSeconds = 31_536_000

/** Shows a theme at once and keeps it in a cookie, which the server reads before the next first paint. */
const applyTheme = (theme: Theme) => {
  document.documentElement.dataset.theme = theme
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`
}

/** The theme menu: light, dark, or as the device has it. */
export const ThemeChoice = () => {
  const t = useTranslations('shell')
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(readTheme(document.documentElement.dataset.theme)), [])
  const choose = (value: string) => {
    const next = readTheme(value)
    applyTheme(next)
    setTheme(next)
  }
  const Icon = icons[theme]
  return (
    <DropdownMenu>
      <DropdownMenuTrigger aria-label={t('theme')} className={buttonStyle({ variant: 'ghost', size: 'icon' })}>
        <Icon />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-36">
        <DropdownMenuRadioGroup value={theme} onValueChange={choose}>
          {choices.map((choice) => {
            const ChoiceIcon = icons[choice]
            return (
              <DropdownMenuRadioItem key={choice} value={choice}>
                <ChoiceIcon aria-hidden />
                {t(choice)}
              </DropdownMenuRadioItem>
            )
          })}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
