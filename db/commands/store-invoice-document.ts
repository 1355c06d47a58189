import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { only } from './json'

export type StoredDocument = { readonly content: Uint8Array; readonly sha256: string }

/** The invoice, or one of its reminders. */
export type DocumentKind = 'pdf' | 'reminder_1' | 'reminder_2' | 'reminder_3'

/** Stores a rendered document. The first rendering stays, and is what is answered ever after. */
export const storeInvoiceDocument = (
  db: Db,
  org: string,
  invoiceId: string,
  kind: DocumentKind,
  { content, sha256 }: StoredDocument,
  at: Temporal.Instant,
): Promise<StoredDocument> =>
  call(async () =>
    only(
      await db.$client<{ content: Uint8Array; sha256: string }[]>`
        select content, sha256 from store_invoice_document(${org}, ${invoiceId}, ${kind}, ${Buffer.from(content)},
          ${sha256}, ${at.toString()})`,
    ),
  )
