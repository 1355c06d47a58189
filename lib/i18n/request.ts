import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import type { Language } from '@/lib/core/invoices/snapshot'
import { isLanguage } from '@/lib/core/text/language'
import { pathHeader } from '@/lib/http/return-path'
import { languageCookie, languageOf } from './language-of'

/** Each language is a file of its own, read only where it is spoken. */
const messagesOf = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  fr: () => import('./messages/fr.json'),
  it: () => import('./messages/it.json'),
} as const

const languageOfRequest = async (): Promise<Language> => {
  const [sent, kept] = await Promise.all([headers(), cookies()])
  return languageOf({
    path: sent.get(pathHeader) ?? '/',
    cookie: kept.get(languageCookie)?.value,
    accepted: sent.get('accept-language') ?? undefined,
  })
}

/** Words and zone of a request; a language that is asked for by name comes first. */
export default getRequestConfig(async ({ locale }) => {
  const language = isLanguage(locale) ? locale : await languageOfRequest()
  return { locale: language, messages: (await messagesOf[language]()).default, timeZone: 'Europe/Zurich' }
})
