import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json } from './json'

export const setPlatformSwitches = (
  db: Db,
  computeMode: boolean,
  at: Temporal.Instant,
  audit: unknown,
): Promise<void> =>
  call(async () => {
    const sql = db.$client
    await sql`select set_platform_switches(${computeMode}, ${at.toString()}, ${json(sql, audit)})`
  })
