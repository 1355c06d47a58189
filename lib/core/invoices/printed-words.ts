import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { type Declared, namesOfSkill, wordsOfMeter } from '@/lib/core/usage/meter-words'
import { skillOf } from './shown-line'
import type { PrintedWords } from './snapshot'

/** The meters that lines name, each with its unit. */
const metersOf = (lines: readonly DraftLine[]): { readonly meter: string; readonly unit: string }[] =>
  lines.flatMap(({ kind, subject, unit, explain }) => [
    ...(kind === 'usage' || kind === 'correction' ? [{ meter: subject, unit }] : []),
    ...(explain.credited ?? []).map((row) => ({ meter: row.meter, unit: row.unit })),
  ])

/** What an invoice calls the meters and skills of its lines, frozen with it: declaring them again changes no invoice. */
export const printedWords = (lines: readonly DraftLine[], declared: Declared): PrintedWords => ({
  meters: Object.fromEntries(metersOf(lines).map(({ meter, unit }) => [meter, wordsOfMeter(declared, meter, unit)])),
  skills: Object.fromEntries(
    lines.flatMap((line) => {
      const skill = skillOf(line)
      return skill === null ? [] : [[skill, namesOfSkill(declared, skill)]]
    }),
  ),
})
