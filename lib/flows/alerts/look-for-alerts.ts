import { raiseAlerts } from '@/db/commands/alerts'
import { findAccount } from '@/db/queries/accounts'
import { findAlertSettings, listOrgsToLookAt, orgsToLookAt } from '@/db/queries/alerts'
import type { Ctx } from '@/lib/context'
import { dueAlerts } from '@/lib/core/alerts/due-alerts'
import { loadAlertFacts } from './load-alert-facts'

const mostOrgs = 500
const mostBatches = 40
/** Looked at side by side: what an org takes is mostly waiting for the database. */
const abreast = 4
/** Time alone brings some alerts about: everybody is looked at again after so long. */
const againMinutes = 15

export const alertsToLookFor = orgsToLookAt(againMinutes)

type Failed = (org: string, error: unknown) => void

/**
 * Looks at every org of which something changed since it was looked at last, and raises what it has to be told: each
 * alert once, however many look at the same time or look again.
 * @param failed is told of an org that could not be looked at; the others are, and it comes last the next time.
 * @returns how many alerts were raised to be sent.
 */
export const lookForAlerts = async (ctx: Ctx, failed: Failed): Promise<number> => {
  const lookedBefore = ctx.now.subtract({ minutes: againMinutes })
  let raised = 0
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const orgs = await listOrgsToLookAt(ctx.db, ctx.now, lookedBefore, mostOrgs)
    const waiting = [...orgs]
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const found = await lookAt(ctx, next, failed)
        raised += found
      }
    }
    await Promise.all(Array.from({ length: abreast }, lane))
    if (orgs.length < mostOrgs) break
  }
  return raised
}

type Due = Awaited<ReturnType<typeof listOrgsToLookAt>>[number]

const lookAt = async (ctx: Ctx, { org, sequence }: Due, failed: Failed): Promise<number> => {
  try {
    const [loaded, { settings, changedAt }] = await Promise.all([
      findAccount(ctx.db, org),
      findAlertSettings(ctx.db, org),
    ])
    const alerts = loaded ? dueAlerts(settings, await loadAlertFacts(ctx, loaded, changedAt)) : []
    return await raiseAlerts(ctx.db, org, sequence, ctx.now, alerts)
  } catch (error) {
    failed(org, error)
    await raiseAlerts(ctx.db, org, '0', ctx.now, []).catch((lost: unknown) => failed(org, lost))
    return 0
  }
}
