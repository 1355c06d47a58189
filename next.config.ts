import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'
import { staticHeaders } from './lib/http/static-headers'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; who starts Kontor does not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['postgres', 'pino', '@react-pdf/renderer', 'stripe'],
  headers: async () => [{ source: '/:path*', headers: staticHeaders }],
}

/** Messages are compiled when the pages are built, so that no browser loads what reads them. */
const withMessages = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: { messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', precompile: true } },
})

export default withMessages(config)
