import Negotiator from 'negotiator'

/** A browser lists a handful of languages. What a stranger lists beyond these bounds is not read. */
export const mostAcceptedCharacters = 256
export const mostAcceptedLanguages = 16

/** Tags that are no language, such as `*`, stop the matching of all the others. */
const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** The part of the header that is read: whole entries only, since half a tag may name another language. */
const readPartOf = (header: string): string => {
  const read =
    header.length <= mostAcceptedCharacters
      ? header
      : header.slice(0, Math.max(0, header.lastIndexOf(',', mostAcceptedCharacters)))
  return read.split(',', mostAcceptedLanguages).join(',')
}

/**
 * The languages that a header `Accept-Language` asks for, the most wanted first. Matching takes time for each of them,
 * so that a long header would hold up everybody else: only its beginning counts.
 */
export const acceptedLanguages = (header: string | undefined): string[] =>
  new Negotiator({ headers: { 'accept-language': header === undefined ? undefined : readPartOf(header) } })
    .languages()
    .filter(isTag)
