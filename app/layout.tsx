import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies, headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { readTheme, themeCookie } from '@/components/shell/theme'
import { StyleNonce } from '@/components/ui/style-nonce'
import { Toaster } from '@/components/ui/toast'
import { TooltipProvider } from '@/components/ui/tooltip'
import { clientMessages } from '@/lib/i18n/client-messages'
import './globals.css'

const inter = localFont({
  src: [
    { path: './fonts/inter-regular.ttf', weight: '400' },
    { path: './fonts/inter-medium.ttf', weight: '500' },
    { path: './fonts/inter-semibold.ttf', weight: '600' },
  ],
  variable: '--font-inter',
  display: 'swap',
  // Whole fonts, not subsets: words first, in a fallback of the same width, then the font.
  preload: false,
})

export const metadata: Metadata = {
  title: { default: 'Kontor', template: '%s · Kontor' },
  description: 'Invoices, usage and payments.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 }

/** The document of every page: theme from the cookie before the first paint, nonce from the proxy, words for the browser. */
const RootLayout = async ({ children }: { children: ReactNode }) => {
  const theme = readTheme((await cookies()).get(themeCookie)?.value)
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <html lang="en" data-theme={theme} className={inter.variable}>
      <body>
        <StyleNonce nonce={nonce} />
        <NextIntlClientProvider messages={clientMessages}>
          <TooltipProvider>{children}</TooltipProvider>
          <Toaster />
        </NextIntlClientProvider>
      </body>
    </html>
  )
}

export default RootLayout
