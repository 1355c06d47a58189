import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies, headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { StyleNonce } from '@/components/ui/style-nonce'
import { Toaster } from '@/components/ui/toast'
import { readTheme, themeCookie } from '@/lib/core/text/theme'
import { rootMessages } from '@/lib/i18n/client-messages'
import './globals.css'

const inter = localFont({
  src: './fonts/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
  display: 'swap',
})

/** Letters beyond western Europe; a browser fetches them only for a page that has some. */
const interExtended = localFont({
  src: './fonts/inter-latin-ext-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter-extended',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF',
    },
  ],
})

export const generateMetadata = async (): Promise<Metadata> => ({
  title: { default: 'Kontor', template: '%s · Kontor' },
  description: (await getTranslations('signIn'))('subtitle'),
  robots: { index: false, follow: false },
})

export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 }

/** The document of every page: theme from the cookie before the first paint, nonce from the proxy, the language of the request. */
const RootLayout = async ({ children }: { children: ReactNode }) => {
  const theme = readTheme((await cookies()).get(themeCookie)?.value)
  const nonce = (await headers()).get('x-nonce') ?? ''
  const [language, messages] = await Promise.all([getLocale(), getMessages()])
  return (
    <html lang={language} data-theme={theme} className={`${inter.variable} ${interExtended.variable}`}>
      <body>
        <StyleNonce nonce={nonce} />
        <NextIntlClientProvider messages={rootMessages(messages)}>
          {children}
          <Toaster />
        </NextIntlClientProvider>
      </body>
    </html>
  )
}

export default RootLayout
