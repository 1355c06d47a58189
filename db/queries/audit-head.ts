import type { Db } from '@/db/client'
import { lookUp } from './look-up'

/** How many entries the audit chain has by its own account; entries are numbered from 1 without a gap. */
export const findAuditHead = (db: Db): Promise<bigint> =>
  lookUp(async () => {
    const [row] = await db.$client<{ sequence: string }[]>`select sequence::text from audit_head`
    return BigInt(row?.sequence ?? '0')
  })
