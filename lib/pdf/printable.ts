const invisible = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu
const formatting = /[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu

/**
 * Text as it may stand on a document: composed, on one line, without control or direction characters, and with `□` in
 * the place of every character the typeface can't draw, so that a reader sees that something stood there.
 * Markup is text like any other and is printed as it was written.
 * @param has tells whether the typeface draws a code point.
 */
export const printable = (text: string, has: (codePoint: number) => boolean): string =>
  [...text.normalize('NFC').replace(invisible, ' ').replace(formatting, '').trim()]
    .map((character) => (has(character.codePointAt(0) ?? 0) ? character : '□'))
    .join('')
