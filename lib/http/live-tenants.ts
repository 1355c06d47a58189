import type { z } from 'zod'
import { backfillRequest } from '@/lib/contracts/tenants'
import { Refusal } from '@/lib/platform/errors'
import { parse } from './read-json'

type LiveItem = z.output<typeof backfillRequest>['items'][number]

const liveTenant =
  (orgLabel: string) =>
  ({ metadata, spec, status }: LiveItem) => {
    const { name: tenant, labels, creationTimestamp } = metadata
    const org = labels[orgLabel]
    if (!org) throw new Refusal('unknown_org', `The tenant ${tenant} has no label ${orgLabel}.`, { tenant })
    return {
      org,
      tenant,
      createdAt: creationTimestamp,
      suspendedAt: status.suspendedAt ?? null,
      packages: [...new Set(spec.packages)].sort(),
    }
  }

/** The live tenants in a snapshot as a cluster lists them. */
export const liveTenants = (snapshot: unknown) => {
  const { items, orgLabel } = parse(backfillRequest, snapshot)
  return items.map(liveTenant(orgLabel))
}
