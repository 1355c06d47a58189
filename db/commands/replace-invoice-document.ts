import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type DocumentReplacement = {
  readonly org: string
  readonly invoiceId: string
  /** Of the bytes that are stored now. */
  readonly wrongSha256: string
  /** What is wrong with them, in words. */
  readonly difference: string
  readonly content: Uint8Array
  readonly sha256: string
  readonly at: Temporal.Instant
  readonly audit: unknown
}

/** Replaces a wrong document and keeps its bytes; `stale` where other bytes are stored by now. For the schema's owner alone. */
export const replaceInvoiceDocument = (
  db: Db,
  { org, invoiceId, wrongSha256, difference, content, sha256, at, audit }: DocumentReplacement,
): Promise<'replaced' | 'repeated' | 'stale'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'replaced' | 'repeated' | 'stale' }[]>`
      select replace_invoice_document(${org}, ${invoiceId}, 'pdf', ${wrongSha256}, ${difference}, ${Buffer.from(content)},
        ${sha256}, ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
