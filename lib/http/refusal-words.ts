import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import { partWords } from '@/lib/core/invoices/party-words'
import type { Refusal } from '@/lib/platform/errors'

export type RefusalWords = {
  /** The refusal in the language of the page. */
  readonly message: string
  /** What is said beside a field, which a contract refused in English. */
  readonly field: (sentence: string) => string
}

/**
 * What a page says of a refusal. In English its own sentence; in another language the same sentence where there is one,
 * else what its code means.
 */
export const refusalWords = async ({ code, sentence, facts }: Refusal): Promise<RefusalWords> => {
  const language = await getLocale()
  if (language === 'en') return { message: sentence, field: (text) => text }
  const [t, english, { refusals, settings }, own] = await Promise.all([
    getTranslations('refusals'),
    getTranslations({ locale: 'en', namespace: 'refusals' }),
    getMessages({ locale: 'en' }),
    getTranslations('settings'),
  ])
  const part = Object.keys(partWords).find((key) => key === facts.field && key in settings)
  const values = {
    email: String(facts.email ?? ''),
    letters: String(facts.letters ?? ''),
    part: part === undefined ? '' : own(part as keyof typeof partWords),
  }
  const sentences = Object.keys(refusals.sentences) as (keyof typeof refusals.sentences)[]
  const known = sentences.find((key) => english(`sentences.${key}`, values) === sentence)
  const codes = Object.keys(refusals.codes) as (keyof typeof refusals.codes)[]
  const meant = codes.find((key) => key === code) ?? 'other'
  const message = known ? t(`sentences.${known}`, values) : t(`codes.${meant}`, values)
  return { message, field: (text) => (text === sentence ? message : t('field')) }
}
