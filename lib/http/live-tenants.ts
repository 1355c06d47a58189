import type { z } from 'zod'
import { backfillList, itemIdentity, liveTenant } from '@/lib/contracts/tenants'
import { fullName } from '@/lib/core/tenants/bind-names'
import type { LiveTenant, UnreadItem } from '@/lib/core/tenants/live-tenant'
import type { RefusalCode } from '@/lib/platform/errors'
import { parse, refusalOfIssues } from './read-json'

type Live = z.output<typeof liveTenant>

const shortest = (text: string): string => text.slice(0, 120)

/** What to call an item of which nothing is sure. */
const labelOf = (value: unknown, place: number): string => {
  const { data } = itemIdentity.safeParse(value)
  if (!data) return `items[${place}]`
  const { name, namespace } = data.metadata
  return shortest(fullName({ name, namespace: namespace ?? '' }))
}

const orgIn = (value: unknown, orgLabel: string): string | null => {
  const org = itemIdentity.safeParse(value).data?.metadata.labels?.[orgLabel]
  return typeof org === 'string' && org !== '' ? org : null
}

const tenantOf = (org: string, { metadata, spec, status }: Live): LiveTenant => {
  const suspendedAt = status?.suspendedAt ?? null
  return {
    org,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    createdAt: metadata.creationTimestamp,
    deletedAt: metadata.deletionTimestamp ?? null,
    // What is wanted of it counts, where the cluster says so; since when, only the status can say.
    suspended: spec?.suspend ?? suspendedAt !== null,
    suspendedAt,
    packages: [...new Set(spec?.packages ?? [])].sort(),
  }
}

const readItem =
  (orgLabel: string) =>
  (value: unknown, place: number): LiveTenant | UnreadItem<RefusalCode> => {
    const label = labelOf(value, place)
    const org = orgIn(value, orgLabel)
    const read = liveTenant.safeParse(value)
    if (org === null && itemIdentity.safeParse(value).success) {
      return { label, code: 'unknown_org', sentence: `It has no label ${orgLabel} that names an organization.` }
    }
    if (read.success && org !== null) return tenantOf(org, read.data)
    const { code, sentence } = refusalOfIssues(read.error?.issues ?? [], value)
    return { label, code, sentence }
  }

/** The tenants in a snapshot as a cluster lists them, each read by itself. */
export const liveTenants = (snapshot: unknown) => {
  const { items, orgLabel, dryRun } = parse(backfillList, snapshot)
  return { dryRun, items: (items ?? []).map(readItem(orgLabel)) }
}
