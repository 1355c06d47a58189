import type { Language } from '@/lib/core/invoices/snapshot'
import type { Mailer } from '@/lib/mail/mailer'
import type { Say } from '@/lib/mail/reader'

/** What e-mails are sent with. */
export type Post = {
  /** Null if there is no server for e-mail: then nothing is sent, and that is written down. */
  readonly mailer: Mailer | null
  /** Of the portal, as readers open it. */
  readonly url: string
  readonly speak: (language: Language) => Say
}
