import type { Db } from '@/db/client'
import type { DatedBook } from '@/db/queries/accounts'
import { findUsagePricing } from '@/db/queries/usage-pricing'
import { termsOn } from '@/lib/core/pricing/billing-terms'
import type { MeterBook } from '@/lib/core/pricing/meter-price'
import type { Day } from '@/lib/core/time/day'
import { remember } from '@/lib/platform/remember'

const memories = new WeakMap<object, Map<string, MeterBook>>()

/** A price book as it was with its version `upTo` as the latest. Read once: versions never change. */
export const pricesOf = async (db: Db, book: string, upTo: number): Promise<MeterBook> => {
  const memory = memories.get(db.$client) ?? new Map<string, MeterBook>()
  memories.set(db.$client, memory)
  const key = `${upTo} ${book}`
  const known = memory.get(key)
  if (known) return known
  const pricing = await findUsagePricing(db, book, upTo)
  remember(memory, key, pricing)
  return pricing
}

/** Price books by name, each as its latest version was found. */
export const pricesOfBooks = async (
  db: Db,
  books: readonly { readonly book: string; readonly latest: number }[],
): Promise<ReadonlyMap<string, MeterBook>> => {
  const pricings = new Map<string, MeterBook>()
  for (const { book, latest } of books) pricings.set(book, pricings.get(book) ?? (await pricesOf(db, book, latest)))
  return pricings
}

/** The prices of a day: those of the book that the terms name on it (M3). */
export const pricingByDay = (
  books: readonly DatedBook[],
  pricings: ReadonlyMap<string, MeterBook>,
): ((day: Day) => MeterBook) => {
  const named = (book: string): MeterBook => {
    const pricing = pricings.get(book)
    if (!pricing) throw new Error(`the prices of ${book} were not loaded`)
    return pricing
  }
  const [only] = books
  if (!only || books.length > 1) return (day) => named(termsOn(books, day).book)
  // Mostly there is one book for all days.
  const pricing = named(only.book)
  return () => pricing
}
