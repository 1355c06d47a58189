import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { totalWaitingUsage } from '@/db/queries/unfunded-usage'
import type { Waiting } from '@/lib/core/gate/refusal-words'
import { latestInstant } from '@/lib/core/time/latest'
import { gatherBy } from '@/lib/platform/gather'

/** How many pieces of usage are counted for one answer: who asks often while much waits costs no more. */
const mostCounted = 500

type Asking = { readonly org: string; readonly now: Temporal.Instant }

const look = gatherBy<Db, Asking, Waiting | null>((db) => ({
  run: async (asking) => {
    const now = latestInstant(asking.map((each) => each.now))
    const found = await totalWaitingUsage(db, [...new Set(asking.map(({ org }) => org))], now, mostCounted)
    const totals = new Map(found.map((total) => [total.org, total]))
    return asking.map(({ org }) => totals.get(org) ?? null)
  },
}))

/** What of an org's usage waits to be paid. Those who ask while it is read for others share the next reading. */
export const lookUpWaiting = (db: Db, org: string, now: Temporal.Instant): Promise<Waiting | null> =>
  look(db, { org, now })
