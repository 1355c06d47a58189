import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type CellWrite = {
  readonly cell: string
  readonly url: string
  /** To be used from now on; null keeps what there is. */
  readonly secret: string | null
  /** For a cell that has none yet. */
  readonly made: string
}

/** Sets up or changes a cell. `made` says whether its secret is the one that was made for it now. */
export const saveCell = (
  db: Db,
  { cell, url, secret, made }: CellWrite,
  at: Temporal.Instant,
  audit: unknown,
): Promise<{ readonly made: boolean }> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ made: boolean }[]>`
      select save_cell(${cell}, ${url}, ${secret}, ${made}, ${at.toString()}, ${json(sql, audit)}) as made`
    return only(rows)
  })
