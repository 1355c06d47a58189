import { isStorableText } from '@/lib/core/text/storable-text'

/** True where a database can keep the JSON value as it is, with the names of its fields. */
export const isStorable = (value: unknown): boolean => {
  if (typeof value === 'string') return isStorableText(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, part]) => isStorable(name) && isStorable(part))
}
