import type { Db } from '@/db/client'
import { meterWords, skillWords } from '@/db/schema/index'
import type { Declared, MeterWords, SkillNames } from '@/lib/core/usage/meter-words'
import { lookUp } from './look-up'

/** What was declared of meters and skills: few of each. */
export const loadDeclared = (db: Db): Promise<Declared> =>
  lookUp(async () => {
    const [meters, skills] = await Promise.all([db.select().from(meterWords), db.select().from(skillWords)])
    return {
      meters: new Map(meters.map(({ meter, scale, words }) => [meter, { scale, words: words as MeterWords['words'] }])),
      skills: new Map(skills.map(({ skill, names }) => [skill, names as SkillNames])),
    }
  })

/** Meters and skills that a price book has a price for, in any version, in their order. */
export const listPricedNames = (
  db: Db,
): Promise<{
  readonly meters: readonly { readonly meter: string; readonly unit: string }[]
  readonly skills: readonly string[]
}> =>
  lookUp(async () => {
    const sql = db.$client
    const [meters, skills] = await Promise.all([
      sql<{ meter: string; unit: string }[]>`
        select distinct on (meter) meter, unit from meter_pricing order by meter, version desc`,
      sql<{ skill: string }[]>`select distinct skill from skill_pricing order by skill`,
    ])
    return { meters: [...meters], skills: skills.map(({ skill }) => skill) }
  })
