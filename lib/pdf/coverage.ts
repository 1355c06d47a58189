import { loadFace, weights } from './typeface'

/** Letters stand for those of the phonetic blocks (U+0250 to U+02FF) that look like them. */
const isPhonetic = (codePoint: number): boolean => codePoint >= 0x250 && codePoint <= 0x2ff

const isText = (codePoint: number): boolean => !/[\p{C}\p{Zl}\p{Zp}]/u.test(String.fromCodePoint(codePoint))

/** The code points that every face draws, in their order, and the shape each of them has. */
const readFaces = async (): Promise<{
  readonly drawn: readonly number[]
  readonly shapeOf: (code: number) => number
}> => {
  const faces = await Promise.all(weights.map(loadFace))
  const [first] = faces
  if (!first) throw new Error('There is no face.')
  const drawn = first.characterSet
    .filter((code) => isText(code) && faces.every((face) => face.hasGlyphForCodePoint(code)))
    .sort((a, b) => a - b)
  return { drawn: [...new Set(drawn)], shapeOf: (code) => first.glyphForCodePoint(code).id }
}

const rangesOf = (codes: readonly number[]): string[] => {
  const ranges: [number, number][] = []
  for (const code of codes) {
    const last = ranges.at(-1)
    if (last && last[1] === code - 1) last[1] = code
    else ranges.push([code, code])
  }
  return ranges.map(([from, to]) => (from === to ? from.toString(16) : `${from.toString(16)}-${to.toString(16)}`))
}

const inLines = (words: readonly string[], width: number): string[] => {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The source of `lib/core/text/printable-ranges.ts`, as the embedded faces have it. */
export const printableRangesSource = async (): Promise<string> => {
  const { drawn, shapeOf } = await readFaces()
  const byShape = new Map<number, number[]>()
  for (const code of drawn) byShape.set(shapeOf(code), [...(byShape.get(shapeOf(code)) ?? []), code])
  const same = [...byShape.values()].flatMap((codes) => {
    const chosen = codes.find((code) => !isPhonetic(code)) ?? codes[0] ?? 0
    return codes.filter((code) => code !== chosen).map((code) => [code, chosen] as const)
  })
  const escaped = (code: number): string => `'\\u${code.toString(16).padStart(4, '0')}'`
  return `/** What every face of the typeface of documents draws. Written by lib/pdf/coverage.test.ts: run it with --update. */
export const printableRanges =
${inLines(rangesOf(drawn), 108)
  .map((line, index, lines) => `  '${line}${index === lines.length - 1 ? "'" : " ' +"}`)
  .join('\n')}

/** Letters that share their shape with another one, and that one. */
export const sameShapes: readonly (readonly [letter: string, drawnAs: string])[] = [
${same.map(([code, as]) => `  [${escaped(code)}, ${escaped(as)}],`).join('\n')}
]
`
}
