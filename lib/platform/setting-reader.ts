import { readFileSync } from 'node:fs'

export type Source = Readonly<Record<string, string | undefined>>
export type Reader = { readonly problems: string[]; readonly text: (name: string) => string | null }

/** What a mounted file holds; empty where it cannot be read. */
const contentOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

/** Reads settings from the environment, or else from the file that `NAME_FILE` names (P9). */
export const readerOf = (source: Source): Reader => {
  const problems: string[] = []
  const files = new Map<string, string>()
  const text = (name: string): string | null => {
    const given = source[name]?.trim()
    const path = source[`${name}_FILE`]?.trim()
    if (given || !path) return given || null
    if (!files.has(path)) {
      files.set(path, contentOf(path))
      if (!files.get(path)) problems.push(`${name}_FILE names ${path}, which cannot be read or is empty.`)
    }
    return files.get(path) || null
  }
  return { problems, text }
}

/** What a list separates by commas, spaces or lines. */
export const splitList = (text: string): readonly string[] => text.split(/[\s,]+/).filter((each) => each !== '')

export const urlOf = (reader: Reader, name: string, protocols: readonly string[]): string | null => {
  const value = reader.text(name)
  if (value === null) return null
  if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value.replace(/\/$/, '')
  reader.problems.push(`${name} is not a URL that starts with ${protocols.map((each) => `${each}//`).join(' or ')}.`)
  return null
}

export const wholeOf = (reader: Reader, name: string, fallback: number, least: number, most: number): number => {
  const value = reader.text(name)
  if (value === null) return fallback
  const number = Number(value)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  reader.problems.push(`${name} must be a whole number from ${least} to ${most}, not "${value}".`)
  return fallback
}

export const flagOf = (reader: Reader, name: string): boolean | null => {
  const value = reader.text(name)?.toLowerCase() ?? null
  if (value === null) return null
  if (['true', 'yes', '1'].includes(value)) return true
  if (['false', 'no', '0'].includes(value)) return false
  reader.problems.push(`${name} must be true or false, not "${value}".`)
  return null
}

export const groupOf = <Name extends string>(reader: Reader, names: readonly Name[]): Record<Name, string> | null => {
  const missing = names.filter((name) => reader.text(name) === null)
  if (missing.length === names.length) return null
  for (const name of missing)
    reader.problems.push(`${name} is missing; it belongs to ${names.filter((each) => each !== name).join(', ')}.`)
  return Object.fromEntries(names.map((name) => [name, reader.text(name) ?? ''])) as Record<Name, string>
}
