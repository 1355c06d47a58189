/** One shape of a face, with the characters it stands for. */
type Glyph = { readonly id: number; readonly codePoints: readonly number[] }

/** What of the font library is changed here: how a face keeps the glyphs that it was asked for. */
export type GlyphKeeper = {
  readonly _glyphs: Record<number, Glyph | undefined>
  getGlyph(id: number, codePoints?: readonly number[]): Glyph | null
}

export const keepsGlyphs = (face: object): face is GlyphKeeper =>
  '_glyphs' in face && 'getGlyph' in face && typeof face.getGlyph === 'function'

const changed = new WeakSet<GlyphKeeper>()

/**
 * Has a face keep one glyph for each shape *and* the characters that it stands for. The library keeps one for each shape,
 * with the characters of its first use: a shape that was met before as a part of another one, without any characters, or
 * as another letter, then stands for too few or for others wherever it is used later in the process, and lines lose
 * letters. The comma of this typeface is made of the apostrophe that groups digits.
 */
export const keepGlyphsDistinct = (face: GlyphKeeper): void => {
  if (changed.has(face)) return
  changed.add(face)
  const make = face.getGlyph
  const known = new Map<string, Glyph | null>()
  face.getGlyph = (id, codePoints = []) => {
    const key = `${id}:${codePoints.join()}`
    const kept = known.get(key)
    if (kept !== undefined) return kept
    delete face._glyphs[id]
    const glyph = make.call(face, id, codePoints)
    delete face._glyphs[id]
    known.set(key, glyph)
    return glyph
  }
}
