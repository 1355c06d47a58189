import { fileURLToPath } from 'node:url'
import { Font } from '@react-pdf/renderer'
import { printable } from '@/lib/core/text/printable'
import type { Measure } from './break-lines'
import { keepGlyphsDistinct, keepsGlyphs } from './distinct-glyphs'

export const fontFamily = 'Inter'
export const weights = [400, 500, 600] as const
export type Weight = (typeof weights)[number]

const files: Readonly<Record<Weight, URL>> = {
  400: new URL('./fonts/inter-400.ttf', import.meta.url),
  500: new URL('./fonts/inter-500.ttf', import.meta.url),
  600: new URL('./fonts/inter-600.ttf', import.meta.url),
}

/** Contextual forms would draw `->` as an arrow: names are printed as they were written. */
export const plainFeatures: Readonly<Record<string, boolean>> = { calt: false }

/** Figures of one width, so that columns of numbers line up. */
export const tabularFeatures: Readonly<Record<string, boolean>> = { calt: false, tnum: true }

/** What the layout needs to know about letters. */
export type Typeface = {
  /** Text as it may be printed; see `printable`. */
  readonly clean: (text: string) => string
  /**
   * Measures text of one size (points) and weight as the sum of its tabular advances. Kerning mostly narrows the printed
   * text; boxes leave a little room for where it does not.
   */
  readonly measure: (size: number, weight: Weight) => Measure
}

/** What is asked of a face: how the font library calls it. */
export type Face = {
  readonly unitsPerEm: number
  readonly characterSet: readonly number[]
  glyphForCodePoint(codePoint: number): { readonly id: number }
  hasGlyphForCodePoint(codePoint: number): boolean
  layout(text: string, features: Readonly<Record<string, boolean>>): { readonly advanceWidth: number }
}

let loaded: Promise<Typeface> | null = null

/** Registers the embedded fonts on first use and says how wide their letters are. */
export const loadTypeface = (): Promise<Typeface> => {
  loaded ??= load()
  return loaded
}

const load = async (): Promise<Typeface> => {
  Font.registerHyphenationCallback((word) => [word])
  const advances = {
    400: advancesOf(await loadFace(400)),
    500: advancesOf(await loadFace(500)),
    600: advancesOf(await loadFace(600)),
  }
  return {
    clean: printable,
    measure: (size, weight) => (text) => {
      let ems = 0
      for (const character of text) ems += advances[weight](character)
      return ems * size
    },
  }
}

/** One weight of the embedded typeface. */
export const loadFace = async (fontWeight: Weight): Promise<Face> => {
  const known = Font.getRegisteredFonts()[fontFamily]?.sources.some((source) => source.fontWeight === fontWeight)
  if (!known) Font.register({ family: fontFamily, fontWeight, src: fileURLToPath(files[fontWeight]) })
  await Font.load({ fontFamily, fontWeight })
  const face = Font.getFont({ fontFamily, fontWeight })?.data
  if (!isFace(face) || !keepsGlyphs(face)) throw new Error(`The font ${fontFamily} ${fontWeight} did not load.`)
  keepGlyphsDistinct(face)
  return face
}

const isFace = (value: unknown): value is Face =>
  typeof value === 'object' && value !== null && 'unitsPerEm' in value && 'hasGlyphForCodePoint' in value

const advancesOf = (face: Face): Measure => {
  const known = new Map<string, number>()
  return (character) => {
    const advance = known.get(character) ?? face.layout(character, tabularFeatures).advanceWidth / face.unitsPerEm
    known.set(character, advance)
    return advance
  }
}
