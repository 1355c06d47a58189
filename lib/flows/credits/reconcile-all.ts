import { findFreeCreditOrgs } from '@/db/queries/free-credit'
import { type Ctx, requirePlatformPermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { type ReconciledCredit, reconcileFreeCredit } from './reconcile-free-credit'

export type ReconciledAll = {
  readonly orgs: readonly ReconciledCredit[]
  /** Orgs that were too busy, or failed; the next run has them. */
  readonly failed: readonly string[]
}

/** Reconciles every org that is on free credit or was once (K8), one after the other. */
export const reconcileAll = async (ctx: Ctx): Promise<ReconciledAll> => {
  requirePlatformPermission(ctx, 'funds:write')
  return reconcileEach(ctx, await findFreeCreditOrgs(ctx.db))
}

const mostAtOnce = 50

/** The same for the next orgs after one. Answers after which to go on; null at the end. */
export const reconcileFreeCreditAfter = async (ctx: Ctx, after: string): Promise<string | null> => {
  const orgs = await findFreeCreditOrgs(ctx.db, after, mostAtOnce)
  await reconcileEach(ctx, orgs)
  return orgs.length < mostAtOnce ? null : (orgs.at(-1) ?? null)
}

const reconcileEach = async (ctx: Ctx, each: readonly string[]): Promise<ReconciledAll> => {
  const orgs: ReconciledCredit[] = []
  const failed: string[] = []
  for (const org of each) {
    try {
      orgs.push(await reconcileFreeCredit(ctx, org))
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ err: error, org }, 'free credit could not be reconciled')
      failed.push(org)
    }
  }
  return { orgs, failed }
}
