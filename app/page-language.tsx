import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DocumentLanguage } from '@/components/shell/document-language'
import { clientMessages } from '@/lib/i18n/client-messages'

/**
 * Language and words of one side of the portal. Each side has its own, below the document they share: anyone who goes from
 * one to the other keeps the document, but not its language.
 */
export const PageLanguage = async ({ children }: { children: ReactNode }) => {
  const [language, messages] = await Promise.all([getLocale(), getMessages()])
  return (
    <NextIntlClientProvider locale={language} messages={clientMessages(messages)}>
      <DocumentLanguage language={language} />
      {children}
    </NextIntlClientProvider>
  )
}
