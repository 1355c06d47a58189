import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

/** Headers that are the same for every answer. The content security policy carries a nonce and is made in `proxy.ts`. */
const staticHeaders = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), usb=(), payment=(self "https://js.stripe.com")',
  },
]

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'pino', '@react-pdf/renderer', 'stripe'],
  headers: async () => [{ source: '/:path*', headers: staticHeaders }],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
