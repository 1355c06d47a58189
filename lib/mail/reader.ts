import type { Language } from '@/lib/core/invoices/snapshot'

/** Says a message of the language that is written in. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** Who reads it. */
export type Reader = {
  readonly language: Language
  /** In which days begin and end. */
  readonly zone: string
  /** The organization's name as it is shown. */
  readonly org: string
}

/** What an e-mail says apart from its facts: to whom, from whom, and where its links lead. */
export type Letter = Reader & {
  /** The seller's name; empty before there is one. */
  readonly seller: string
  /** The address of the organization's page. */
  readonly home: string
}
