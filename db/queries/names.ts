import type { Db } from '@/db/client'
import { lookUp } from './look-up'

/** The names of people and keys by id; ids that are not there are left out. */
export const findNames = (db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  lookUp(async () => {
    const wanted = [...new Set(ids)]
    const rows = await db.$client<{ id: string; name: string }[]>`
      select user_id as id, name from users where user_id = any(${wanted})
      union all
      select key_id, name from api_keys where key_id = any(${wanted})`
    return new Map(rows.map(({ id, name }) => [id, name]))
  })
