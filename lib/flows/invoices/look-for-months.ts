import { rewindMonths } from '@/db/commands/invoicing'
import { dueWalk } from '@/db/queries/walks'
import type { Rounds } from '@/lib/flows/jobs/rounds'
import { type Walk, walkOn } from '@/lib/flows/jobs/walk'

const mostAtOnce = 200

const months: Walk = {
  name: 'months',
  every: 'day',
  step: async ({ db }, after) => {
    const { next, rewound } = await rewindMonths(db, after, mostAtOnce)
    return { next, done: rewound }
  },
}

export const monthsToLookFor = dueWalk(months.name, months.every)

/**
 * Each day: months that had nothing to invoice when they ended, and for which usage was recorded since, become due again.
 * Answers how many orgs have one.
 */
export const lookForMonths = ({ ctx, slice }: Rounds): Promise<number> => walkOn(ctx, slice, months)
