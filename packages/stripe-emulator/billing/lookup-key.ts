import { invalidRequest } from '@/packages/stripe-emulator/failure'
import type { PriceRecord } from '@/packages/stripe-emulator/records'
import { serializePrice } from '@/packages/stripe-emulator/serialize/price'
import type { Work } from '@/packages/stripe-emulator/work'

const idOf = (key: string): string => `lookup_key_${key}`

/** The price a lookup key leads to now, or null. */
export const priceOfKey = async (work: Work, key: string): Promise<PriceRecord | null> => {
  const row = await work.get('emulator.lookup_key', idOf(key))
  return row?.price ? work.get('price', row.price) : null
}

/**
 * Makes a key lead to one price. A key that leads to another is refused, unless it is to be transferred: then the
 * other price loses it in the same moment.
 */
export const takeLookupKey = async (work: Work, key: string, price: string, transfer: boolean): Promise<void> => {
  const holder = await priceOfKey(work, key)
  if (holder && holder.id !== price) {
    if (!transfer) {
      const message = `A price (\`${holder.id}\`) already uses that lookup key.`
      throw invalidRequest(message, 'lookup_key', 'resource_already_exists')
    }
    const bare: PriceRecord = { ...holder, lookupKey: null }
    work.put('price', bare)
    work.emit('price.updated', serializePrice(bare), serializePrice(holder))
  }
  work.put('emulator.lookup_key', { id: idOf(key), price })
}

/** Lets go of the key a price has had. */
export const dropLookupKey = async (work: Work, key: string): Promise<void> => {
  const row = await work.get('emulator.lookup_key', idOf(key))
  if (row) work.put('emulator.lookup_key', { ...row, price: null })
}
