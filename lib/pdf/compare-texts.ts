import { printable } from '@/lib/core/text/printable'
import type { PageTexts } from './read-text'

/** Readers part words and runs as they see fit, and the layout breaks lines between any two letters. */
const squeezed = (text: string): string => printable(text).replace(/\s+/gu, '')

/** What a page shows instead of a text that it should, in words; null where it shows every letter and no other. */
const differenceOf = (drawn: readonly string[], read: readonly string[], page: number): string | null => {
  const found = squeezed(read.join(' '))
  let at = 0
  for (const text of drawn) {
    const wanted = squeezed(text)
    if (!found.startsWith(wanted, at)) {
      const instead = found.slice(at, at + wanted.length)
      return `page ${page} should say "${text}" and reads "${instead}"`
    }
    at += wanted.length
  }
  return at === found.length ? null : `page ${page} reads "${found.slice(at, at + 80)}", which the invoice does not say`
}

/** The first difference between what a document should say, page by page, and what a reader finds; null where there is none. */
export const compareTexts = (drawn: PageTexts, read: PageTexts): string | null => {
  if (drawn.length !== read.length) return `it has ${read.length} pages instead of ${drawn.length}`
  for (const [index, texts] of drawn.entries()) {
    const difference = differenceOf(texts, read[index] ?? [], index + 1)
    if (difference !== null) return difference
  }
  return null
}
