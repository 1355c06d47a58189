import { hash } from 'node:crypto'
import { canonicalJson } from '@/lib/core/invoices/canonical'

/** What a caller asked for, as the hash that is kept with its key: the same key with another one is an error. */
export const inputHash = (input: readonly unknown[]): string => hash('sha256', canonicalJson(input), 'hex')
