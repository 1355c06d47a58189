/** Width of a run of text, in points. */
export type Measure = (text: string) => number

/**
 * Breaks text into lines no wider than `width` points: between words where it can, after `-`, `.`, `_`, `/`, `@` inside
 * a word that is too long for a line, and between any two characters where there is no better place. No character but
 * the space at a break is lost.
 */
export const breakLines = (text: string, width: number, measure: Measure): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (measure(joined) <= width) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    const parts = breakWord(word, width, measure)
    lines.push(...parts.slice(0, -1))
    line = parts.at(-1) ?? ''
  }
  return [...lines, line]
}

const breakWord = (word: string, width: number, measure: Measure): string[] => {
  const parts: string[] = []
  let rest = word
  while (rest !== '' && measure(rest) > width) {
    const length = fittingLength(rest, width, measure)
    const soft = Math.max(...['-', '.', '_', '/', '@'].map((sign) => rest.lastIndexOf(sign, length - 1) + 1))
    const cut = soft * 2 > length ? soft : length
    parts.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return [...parts, rest]
}

/** How many UTF-16 units of `word` fit the width: whole characters, at least one. */
const fittingLength = (word: string, width: number, measure: Measure): number => {
  let length = 0
  let used = 0
  for (const character of word) {
    used += measure(character)
    if (length > 0 && used > width) break
    length += character.length
  }
  return length
}
