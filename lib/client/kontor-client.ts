import { createCheck } from './check'
import { createEnding } from './ending'
import { settle } from './settings'
import { createTenants } from './tenants'
import type { ClientOptions, KontorClient, Left } from './types'
import { createUsage } from './usage'
import { createUsageChanges } from './usage-changes'

/**
 * A client of the portal for the services that report to it, without dependencies, for Node, browsers and edge runtimes.
 * Recording never blocks and never throws (T3): it queues, in the order of arrival, and what fails is sent again with the
 * same key until the portal has settled it. Failures are seen in `onError`, `onRefused`, `onDropped` and `stats()`. What
 * is queued lives in memory and keeps a Node process alive: end with `close()`.
 */
export const createKontorClient = (options: ClientOptions): KontorClient => {
  const settings = settle(options)
  const ending = createEnding(settings.sleep)
  const usage = createUsage(settings, ending)
  const tenants = createTenants(settings, ending)
  const gate = createCheck(settings, ending)
  let closed = false

  const at = () => new Date(settings.now()).toISOString()
  const left = (): Left => ({ usage: usage.counts.waiting, tenants: tenants.counts.waiting })
  const isBusy = () => usage.isBusy() || tenants.isBusy()

  /** Whatever is recorded meanwhile is sent as well. */
  const drain = async (isUp: () => boolean): Promise<void> => {
    while (isBusy() && !isUp() && !ending.isOver()) await Promise.all([usage.start(), tenants.start()])
  }

  const flush: KontorClient['flush'] = async ({ timeoutMs = 10_000 } = {}) => {
    let up = false
    const deadline = ending.pause(timeoutMs)
    await Promise.race([drain(() => up), deadline.done])
    up = true
    deadline.wake()
    return left()
  }

  const changes = createUsageChanges(settings, ending, () => flush({ timeoutMs: settings.requestTimeoutMs }))

  return {
    usage: { record: (event) => usage.record(event, closed), takeBack: changes.takeBack, amend: changes.amend },
    tenants: {
      created: (tenant, occurredAt = at()) => {
        const { org, name, packages = [] } = tenant ?? {}
        tenants.report({ kind: 'created', org, tenant: name, packages, occurredAt }, closed)
      },
      deleted: (tenant, occurredAt = at()) => tenants.report({ kind: 'deleted', tenant, occurredAt }, closed),
      skills: (tenant, packages, occurredAt = at()) =>
        tenants.report({ kind: 'skills', tenant, packages, occurredAt }, closed),
      suspended: (tenant, suspended = true, occurredAt = at()) =>
        tenants.report({ kind: 'suspended', tenant, suspended, occurredAt }, closed),
    },
    check: gate.check,
    stats: () => ({
      usage: { ...usage.counts },
      tenants: { ...tenants.counts },
      check: { ...gate.counts },
      lastError: settings.lastError,
    }),
    flush,
    close: async (given) => {
      closed = true
      const rest = await flush(given)
      ending.end()
      return rest
    },
  }
}

export type * from './types'
