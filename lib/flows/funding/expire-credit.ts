import { postingSections } from '@/db/commands/funding-sections'
import { findOrgsWithExpiredCredit } from '@/db/queries/credit'
import type { Ctx } from '@/lib/context'
import { assetOf } from '@/lib/core/funding/account'
import { isLive } from '@/lib/core/funding/grant'
import { applyPosting, joinPostings, takeAway } from '@/lib/core/funding/post'
import { ofOrgs, tryEach } from '@/lib/flows/jobs/try-each'
import { changeAccount } from './change-account'

const mostOrgs = 500

/** Takes what is left of expired credit out of the books, and nothing more (K5). Answers how many orgs it touched. */
export const expireCredit = async (ctx: Ctx): Promise<number> => {
  const orgs = await findOrgsWithExpiredCredit(ctx.db, ctx.now, mostOrgs)
  return tryEach(ctx, 'credit', ofOrgs(orgs), async (org) => {
    await expireCreditOf(ctx, org)
    return true
  })
}

export const expireCreditOf = async (ctx: Ctx, org: string): Promise<void> => {
  await changeAccount(ctx, org, ({ account, sequence }) => {
    const over = account.grants.filter((grant) => grant.remaining > 0n && !isLive(grant, ctx.now.epochNanoseconds))
    if (over.length === 0) return null
    const posting = joinPostings(over.map(({ id, remaining }) => takeAway(id, 'expiration', remaining)))
    return {
      after: applyPosting(account, posting),
      write: {
        reshape: true,
        // What a reservation gives back to an expired grant expires by itself, so one grant can expire more than once.
        ...postingSections(posting, {
          by: 'system:expiry',
          asset: (grant) => assetOf(account, grant),
          reference: (grant) => `expiry:${grant}:${sequence}`,
        }),
        by: 'system:expiry',
      },
    }
  })
}
