import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type WaivedOutcome = 'waived' | 'settled' | 'unknown'

/** Waives usage that nothing could pay: of those who settle it at once one does. */
export const waiveUsage = (
  db: Db,
  org: string,
  key: string,
  write: { readonly reason: string; readonly by: string; readonly at: Temporal.Instant; readonly audit: unknown },
): Promise<WaivedOutcome> =>
  call(async () => {
    const { reason, by, at, audit } = write
    const rows = await db.$client<{ outcome: WaivedOutcome }[]>`
      select waive_usage(${org}, ${key}, ${reason}, ${by}, ${at.toString()}, ${json(db.$client, audit)}) as outcome`
    return only(rows).outcome
  })
