/**
 * True for text that a database can keep and gives back as it was. PostgreSQL takes no character NUL, and half of a
 * surrogate pair has no form in UTF-8.
 */
export const isStorableText = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()
