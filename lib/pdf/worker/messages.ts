import type { DocumentInput } from '@/lib/pdf/render-document'
import type { InvoiceInput } from '@/lib/pdf/render-invoice'

/** What the pool sends, one at a time to each worker: a document to render, or an invoice to compare with the bytes of its. */
export type Order =
  | { readonly id: number; readonly input: DocumentInput; readonly bytes?: undefined }
  | { readonly id: number; readonly input: InvoiceInput; readonly bytes: Uint8Array }

/** What a worker answers: the bytes, what is wrong with those it was sent, or why it cannot tell. */
export type Answer =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly difference: string | null }
  | { readonly id: number; readonly error: string; readonly wrong: boolean }
