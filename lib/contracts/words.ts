import { z } from 'zod'
import { mostScale } from '@/lib/core/usage/meter-words'
import { line, meterName, packageName } from './common'

const name = line(70).min(1, 'is needed')
const unit = line(32).min(1, 'is needed')
const unitNames = z.strictObject({ name, one: unit, other: unit })
const languages = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ en: schema, de: schema, fr: schema, it: schema })

/** What a meter and its unit are called (M11), and how many of it are one of the unit that is shown. */
export const meterWordsRequest = z.strictObject({
  scale: z.int().min(1).max(mostScale).default(1),
  words: languages(unitNames),
})
export const skillWordsRequest = z.strictObject({ names: languages(name) })

const shownNames = z.object({ name: z.string(), one: z.string(), other: z.string() })
const shownIn = <Schema extends z.ZodType>(schema: Schema) =>
  z.object({ en: schema, de: schema, fr: schema, it: schema })

export const meterWordsItem = z.object({
  meter: z.string(),
  unit: z.string(),
  declared: z.boolean(),
  scale: z.int(),
  words: shownIn(shownNames),
})
export type MeterWordsItem = z.infer<typeof meterWordsItem>
export const metersAnswer = z.object({ meters: z.array(meterWordsItem) })
export type MetersAnswer = z.infer<typeof metersAnswer>

export const skillWordsItem = z.object({ skill: z.string(), declared: z.boolean(), names: shownIn(z.string()) })
export type SkillWordsItem = z.infer<typeof skillWordsItem>
export const skillsAnswer = z.object({ skills: z.array(skillWordsItem) })
export type SkillsAnswer = z.infer<typeof skillsAnswer>

/** The form of a meter: the scale as it was typed. */
export const meterWordsForm = z
  .strictObject({
    meter: meterName,
    scale: z
      .string()
      .regex(/^\d{1,13}$/, 'must be a whole number')
      .transform(Number)
      .refine((scale) => scale >= 1 && scale <= mostScale, `must be from 1 to ${mostScale}`),
    words: languages(unitNames),
  })
  .transform(({ meter, ...declared }) => ({ meter, declared }))
export type MeterWordsFields = z.input<typeof meterWordsForm>
export const skillWordsForm = z.strictObject({ skill: packageName, names: languages(name) })
export type SkillWordsFields = z.input<typeof skillWordsForm>
