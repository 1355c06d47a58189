import { match } from '@formatjs/intl-localematcher'
import Negotiator from 'negotiator'
import type { Language } from '@/lib/core/invoices/snapshot'
import { isLanguage, languages } from '@/lib/core/text/language'

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

/** Tags that are no language, such as `*`, stop the matching of all the others. */
const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** The language of a request: the person's own choice, else the best one that the browser asks for, else English. */
export const languageOf = ({ path, cookie, accepted }: LanguageSigns): Language => {
  if (englishPages.test(path)) return 'en'
  if (isLanguage(cookie)) return cookie
  const asked = new Negotiator({ headers: { 'accept-language': accepted } }).languages().filter(isTag)
  const found = match(asked, languages, 'en')
  return isLanguage(found) ? found : 'en'
}
