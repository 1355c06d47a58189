import type { Metadata } from './records'

/** Given keys replace, an empty value removes its key, an empty whole removes them all, the rest stays. */
export const mergeMetadata = (current: Metadata, given: Metadata | null | undefined): Metadata =>
  given === null ? {} : Object.fromEntries(Object.entries({ ...current, ...given }).filter(([, value]) => value !== ''))
