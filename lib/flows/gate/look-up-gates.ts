import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { type FoundGate, findGates } from '@/db/queries/gates'
import { latestInstant } from '@/lib/core/time/latest'
import { gatherBy } from '@/lib/platform/gather'

type Asking = { readonly org: string; readonly now: Temporal.Instant }

const look = gatherBy<Db, Asking, FoundGate | null>((db) => ({
  run: async (asking) => {
    const now = latestInstant(asking.map((each) => each.now))
    const gates = await findGates(db, [...new Set(asking.map(({ org }) => org))], now)
    return asking.map(({ org }) => gates.get(org) ?? null)
  },
}))

/** The gate of an org as it stands. Those who ask while it is read for others share the next reading. */
export const lookUpGate = (db: Db, org: string, now: Temporal.Instant): Promise<FoundGate | null> =>
  look(db, { org, now })
