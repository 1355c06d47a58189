import type { InvoiceInput } from '@/lib/pdf/render-invoice'

/** What the pool sends: one at a time to each worker. */
export type Order = { readonly id: number; readonly input: InvoiceInput }

/** What a worker answers: the bytes, or why this input can't be rendered. */
export type Answer =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: string }
