import { forgetRetries } from '@/db/commands/retries'
import { dueWalk } from '@/db/queries/walks'
import { reconcileFreeCreditAfter } from '@/lib/flows/credits/reconcile-all'
import type { Rounds } from '@/lib/flows/jobs/rounds'
import { type Walk, walkOn } from '@/lib/flows/jobs/walk'
import { repairFundsAfter } from './repair-funds'

const hoursUntilForgotten = 7 * 24

/** Each hour: grants against the ledger, gates against accounts (G4). */
const books: Walk = {
  name: 'books',
  every: 'hour',
  step: async (ctx, after) => {
    const { next, repaired } = await repairFundsAfter(ctx, after)
    if (next === null) await forgetRetries(ctx.db, ctx.now.subtract({ hours: hoursUntilForgotten }))
    return { next, done: repaired.length }
  },
}

/** Each hour: the months of free credit (K8). */
const freeCredit: Walk = {
  name: 'free-credit',
  every: 'hour',
  step: async (ctx, after) => ({ next: await reconcileFreeCreditAfter(ctx, after), done: 0 }),
}

export const booksToWalk = [books, freeCredit].map(({ name, every }) => dueWalk(name, every))

/**
 * Holds every org's grants against its ledger and its gate against its account, reconciles the months of free credit, and
 * forgets failures that are over.
 * @returns how many orgs had to be put right.
 */
export const walkBooks = async ({ ctx, slice }: Rounds): Promise<number> => {
  const repaired = await walkOn(ctx, slice, books)
  await walkOn(ctx, slice, freeCredit)
  return repaired
}
