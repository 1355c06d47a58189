import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { MeterWords, SkillNames } from '@/lib/core/usage/meter-words'
import { call } from './call'
import { json } from './json'

type About = { readonly by: string; readonly at: Temporal.Instant; readonly audit: unknown }

export const saveMeterWords = (db: Db, meter: string, { scale, words }: MeterWords, about: About): Promise<void> =>
  call(async () => {
    const sql = db.$client
    await sql`select save_meter_words(${meter}, ${scale}, ${json(sql, words)}, ${about.by}, ${about.at.toString()},
      ${json(sql, about.audit)})`
  })

export const saveSkillWords = (db: Db, skill: string, names: SkillNames, about: About): Promise<void> =>
  call(async () => {
    const sql = db.$client
    await sql`select save_skill_words(${skill}, ${json(sql, names)}, ${about.by}, ${about.at.toString()},
      ${json(sql, about.audit)})`
  })
