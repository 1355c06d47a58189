/**
 * True for text that a database can keep and gives back as it was. PostgreSQL takes no character NUL, and half of a
 * surrogate pair has no form in UTF-8.
 */
export const isStorableText = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()

/** The same text as a database can keep it: what it cannot is left out, or replaced by `�`. */
export const storableText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed()
