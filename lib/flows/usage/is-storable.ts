const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/**
 * True where a database can keep the JSON value as it is: PostgreSQL takes neither the character NUL nor half of a
 * surrogate pair, in text or in the names of fields.
 */
export const isStorable = (value: unknown): boolean => !unstorable.test(JSON.stringify(value) ?? '')
