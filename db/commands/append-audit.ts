import type { Db } from '@/db/client'
import { call } from './call'
import { json } from './json'

/** Appends an entry of its own to the audit chain; entries of a change are appended by the change's write function. */
export const appendAudit = (db: Db, entry: unknown): Promise<void> =>
  call(async () => {
    await db.$client`select append_audit(${json(db.$client, entry)})`
  })
