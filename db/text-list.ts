const element = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/g

/** Writes a list of text as PostgreSQL reads `text[]`: `{"a","b \"c\""}`. */
export const writeTextList = (list: readonly string[]): string =>
  `{${list.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

/** Reads what PostgreSQL writes for a `text[]` of one dimension without nulls. */
export const readTextList = (text: string): string[] =>
  [...text.matchAll(element)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1'),
  )
