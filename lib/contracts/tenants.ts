import { z } from 'zod'
import { orgSlug, packageName, packageSet, tenantName, timestamp } from './common'

export const createTenantRequest = z.strictObject({
  org: orgSlug,
  name: tenantName,
  packages: packageSet.default([]),
  occurredAt: timestamp.optional(),
})

/** The full new set of packages (T2). */
export const setPackagesRequest = z.strictObject({ packages: packageSet, occurredAt: timestamp.optional() })

export const suspendRequest = z.strictObject({ suspended: z.boolean().default(true), occurredAt: timestamp.optional() })

export const deleteTenantRequest = z.strictObject({ occurredAt: timestamp.optional() })

export const tenantAnswer = z.object({
  org: z.string(),
  tenant: z.string(),
  alive: z.boolean(),
  suspended: z.boolean(),
  packages: z.array(z.string()),
  recorded: z.array(z.object({ kind: z.string(), package: z.string().optional(), occurredAt: z.string() })),
})
export type TenantAnswer = z.infer<typeof tenantAnswer>

export const defaultOrgLabel = 'kontor.io/org'

/** A custom resource as Kubernetes lists it: what is read is checked, what else it holds is let be. */
const liveTenant = z.looseObject({
  metadata: z.looseObject({
    name: tenantName,
    creationTimestamp: timestamp,
    labels: z.record(z.string(), z.string()).default({}),
  }),
  spec: z
    .looseObject({
      packages: z
        .array(z.union([packageName, z.looseObject({ name: packageName }).transform(({ name }) => name)]))
        .default([]),
    })
    .default({ packages: [] }),
  status: z.looseObject({ suspendedAt: timestamp.nullish() }).default({}),
})

/** A posted snapshot of the cluster's live tenants (T4). `orgLabel` names the label that holds the org. */
export const backfillRequest = z.strictObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z.looseObject({}).optional(),
  orgLabel: z.string().min(1).max(317).default(defaultOrgLabel),
  items: z.array(liveTenant).max(10_000),
})

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON, as `kubectl get -o json` writes it' })
    return z.NEVER
  }
})
/** A snapshot as text; what it says is read by `backfillRequest`. */
export const snapshotInput = z.strictObject({ snapshot: json })

export const backfillAnswer = z.strictObject({
  message: z.string(),
  tenantsExamined: z.number(),
  lifecycleInserted: z.number(),
  eventsInserted: z.number(),
  suspensionEventsInserted: z.number(),
})
