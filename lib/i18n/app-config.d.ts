import type { Language } from '@/lib/core/invoices/snapshot'
import type messages from './messages/en.json'

declare module 'next-intl' {
  interface AppConfig {
    Locale: Language
    Messages: typeof messages
  }
}
