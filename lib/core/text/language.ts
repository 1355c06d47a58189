import type { Language } from '@/lib/core/invoices/snapshot'

/** The languages in which customers are spoken to: on the pages and in documents. */
export const languages = ['en', 'de', 'fr', 'it'] as const satisfies readonly Language[]

/** What each language calls itself, for those who do not read the one the page is in. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  it: 'Italiano',
}

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value)
