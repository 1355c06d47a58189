import { printableRanges, sameShapes } from './printable-ranges'

/** `20-7e a0`: code points in hexadecimal, first and last of a run. */
const readRanges = (text: string): ReadonlySet<number> => {
  const found = new Set<number>()
  for (const range of text.split(' ')) {
    const [first = 0, last = first] = range.split('-').map((end) => Number.parseInt(end, 16))
    for (let codePoint = first; codePoint <= last; codePoint += 1) found.add(codePoint)
  }
  return found
}

const covered = readRanges(printableRanges)
const shapes = new Map(sameShapes.map(([letter, drawnAs]) => [letter, drawnAs]))

const isPrintable = (character: string): boolean => covered.has(character.codePointAt(0) ?? 0)

const space = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu

/** Composed, on one line, without control and direction characters. */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(space, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim()

/**
 * Text as it stands on a document: composed, on one line, without control or direction characters, and with `□` in the
 * place of every character the typeface cannot draw, so that a reader sees that something stood there; what gets that
 * far was recorded before such letters were refused. Of letters that are drawn alike one stands for all, so that text
 * copied from the document does not depend on which came first. Markup is text like any other and is printed as it was
 * written.
 */
export const printable = (text: string): string =>
  [...tidy(text.replace(/[\p{Co}\p{Cs}\p{Cn}]/gu, ''))]
    .map((character) => (isPrintable(character) ? (shapes.get(character) ?? character) : '□'))
    .join('')

/** The characters of a text that documents cannot show, each once, in the order of the text; empty where there is none. */
export const unprintableLetters = (text: string): readonly string[] => [
  ...new Set([...tidy(text)].filter((character) => !isPrintable(character))),
]

/** Letters as a sentence names them: those without a shape of their own by their number. */
export const lettersInWords = (letters: readonly string[]): string =>
  letters.map((letter) => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(letter) ? letter : numberOf(letter))).join(' ')

const numberOf = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
