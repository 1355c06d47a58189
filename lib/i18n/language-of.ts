import { match } from '@formatjs/intl-localematcher'
import type { Language } from '@/lib/core/invoices/snapshot'
import { isLanguage, languages } from '@/lib/core/text/language'
import { acceptedLanguages } from './accepted-languages'

/** Where a person's own choice is kept. */
export const languageCookie = 'kontor-language'

export type LanguageSigns = {
  /** The page that is asked for; pages of the operator and of developers are in English. */
  readonly path: string
  readonly cookie: string | undefined
  /** The header `Accept-Language`. */
  readonly accepted: string | undefined
}

const englishPages = /^\/(admin|docs)(\/|$|\?)/

/** The language of a request: the person's own choice, else the best one that the browser asks for, else English. */
export const languageOf = ({ path, cookie, accepted }: LanguageSigns): Language => {
  if (englishPages.test(path)) return 'en'
  if (isLanguage(cookie)) return cookie
  const found = match(acceptedLanguages(accepted), languages, 'en')
  return isLanguage(found) ? found : 'en'
}
