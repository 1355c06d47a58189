import { createTranslator } from 'next-intl'
import type { Language } from '@/lib/core/invoices/snapshot'
import de from './messages/de.json'
import en from './messages/en.json'
import fr from './messages/fr.json'
import it from './messages/it.json'

const messages = { de, en, fr, it } as const

/** Says a message with its values, outside of any page. An unknown key is a bug: it throws. */
export const speakerOf = (language: Language) => {
  const t = createTranslator({
    locale: language,
    messages: messages[language] as typeof en,
    onError: (error) => {
      throw error
    },
  })
  return (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    t(key as never, values as never)
}
