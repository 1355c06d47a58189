'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { classNames } from '@/components/ui/class-names'
import { DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem } from '@/components/ui/dropdown-menu'
import { languageNames, languages } from '@/lib/core/text/language'

/** A server action that keeps the language a person has chosen. */
export type ChooseLanguage = (language: string) => Promise<void>

/** The languages as entries of a menu, each in its own words. */
export const LanguageItems = ({ choose }: { choose: (language: string) => void }) => (
  <>
    <DropdownMenuLabel>{useTranslations('shell')('language')}</DropdownMenuLabel>
    <DropdownMenuRadioGroup value={useLocale()} onValueChange={choose}>
      {languages.map((language) => (
        <DropdownMenuRadioItem key={language} value={language} lang={language}>
          {languageNames[language]}
        </DropdownMenuRadioItem>
      ))}
    </DropdownMenuRadioGroup>
  </>
)

/** The languages in a row, for a page without a menu. */
export const LanguageRow = ({ choose }: { choose: ChooseLanguage }) => {
  const t = useTranslations('shell')
  const current = useLocale()
  const [pending, startTransition] = useTransition()
  return (
    <fieldset aria-label={t('language')} className="-mx-2 flex flex-wrap gap-1">
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          disabled={pending}
          onClick={() => startTransition(() => choose(language))}
          className={classNames(
            'min-h-8 rounded-md px-2 text-ink-soft text-sm hover:bg-hover hover:text-ink disabled:opacity-55',
            language === current && 'font-medium text-ink',
          )}
        >
          {languageNames[language]}
        </button>
      ))}
    </fieldset>
  )
}
