import type { Db } from '@/db/client'
import { call } from './call'
import { json } from './json'

/** Appends an entry of its own to the audit chain; entries of a change are appended by the change's write function. */
export const appendAudit = (db: Db, entry: unknown): Promise<void> =>
  call(async () => {
    await db.$client`select append_audit(${json(db.$client, entry)})`
  })

const isRepeated = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23505'

/** The same where no entry of that id is there yet; of two at once the second finds the first one's. */
export const appendAuditOnce = (db: Db, entry: { readonly id: string }): Promise<void> =>
  call(async () => {
    const sql = db.$client
    try {
      await sql`select append_audit(e) from (select ${json(sql, entry)} as e) once where not was_audited(e)`
    } catch (error) {
      if (!isRepeated(error)) throw error
    }
  })
