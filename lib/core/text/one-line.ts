/** Anybody's text as one line without control characters, cut to size. */
export const oneLine = (text: string, mostCharacters: number): string =>
  text
    .replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ')
    .trim()
    .slice(0, mostCharacters)
