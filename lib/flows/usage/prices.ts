import type { Db } from '@/db/client'
import { findUsagePricing } from '@/db/queries/usage-pricing'
import type { MeterBook } from '@/lib/core/pricing/meter-price'
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
