import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'
import { staticHeaders } from './lib/http/static-headers'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; who starts Kontor does not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Pages are built once for each version: what only a second build could use is not written, nor maps that nobody reads.
  experimental: { turbopackFileSystemCacheForBuild: false, turbopackSourceMaps: false },
  serverExternalPackages: ['postgres', 'pino', '@react-pdf/renderer', 'stripe'],
  // There are no pictures that it would have to make; the front server refuses to ask.
  images: { unoptimized: true },
  headers: async () => [
    { source: '/:path*', headers: staticHeaders },
    // Pages have a policy of their own; see `proxy.ts`.
    {
      source: '/api/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'none'; form-action 'none'" },
      ],
    },
  ],
}

/** Messages are compiled when the pages are built, so that no browser loads what reads them. */
const withMessages = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: { messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', precompile: true } },
})

export default withMessages(config)
