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

const objectName = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'must be a name: a-z, 0-9, - and .')
const namespaceName = z.string().regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$/, 'must be a namespace: a-z, 0-9 and -')
const packageItem = z.union([packageName, z.looseObject({ name: packageName }).transform(({ name }) => name)])

/**
 * A custom resource as Kubernetes lists it: what is read is checked, what else it holds is let be. Whatever may be left
 * out may be null.
 */
export const liveTenant = z.looseObject({
  metadata: z.looseObject({
    name: objectName,
    namespace: namespaceName.nullish(),
    creationTimestamp: timestamp,
    deletionTimestamp: timestamp.nullish(),
    labels: z.record(z.string(), z.string().nullable()).nullish(),
  }),
  spec: z.looseObject({ packages: z.array(packageItem).max(200).nullish(), suspend: z.boolean().nullish() }).nullish(),
  status: z.looseObject({ suspendedAt: timestamp.nullish() }).nullish(),
})

/** Who an item is, where it says at least that; read before the rest of it. */
export const itemIdentity = z.looseObject({
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().nullish(),
    labels: z.record(z.string(), z.unknown()).nullish(),
  }),
})

const snapshotOf = <Items extends z.ZodType>(items: Items) =>
  z.strictObject({
    apiVersion: z.string().nullish(),
    kind: z.string().nullish(),
    metadata: z.looseObject({}).nullish(),
    orgLabel: z.string().min(1).max(317).default(defaultOrgLabel),
    dryRun: z.boolean().default(false),
    items,
  })

/** A posted snapshot of a cluster's tenants (T4), as it should be. `orgLabel` names the label that holds the org. */
export const backfillRequest = snapshotOf(z.array(liveTenant).max(10_000))

/** The same as it is read: an item that is not as it should be does not sink the others. */
export const backfillList = snapshotOf(z.array(z.unknown()).max(10_000).nullable())

/** `dryRun` may stand in the address too. */
export const backfillQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false', '1', '0', ''], 'must be true or false')
    .transform((text) => text !== 'false' && text !== '0')
    .optional(),
})

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON, as `kubectl get -o json` writes it' })
    return z.NEVER
  }
})
/** A snapshot as text; what it says is read by `backfillList`. */
export const snapshotInput = z.strictObject({ snapshot: json, dryRun: z.boolean().default(false) })

export const backfillAnswer = z.strictObject({
  message: z.string(),
  dryRun: z.boolean(),
  tenantsExamined: z.number(),
  lifecycleInserted: z.number(),
  eventsInserted: z.number(),
  suspensionEventsInserted: z.number(),
  changes: z.array(
    z.object({
      org: z.string(),
      tenant: z.string(),
      recorded: z.array(z.object({ kind: z.string(), package: z.string().optional(), occurredAt: z.string() })),
    }),
  ),
  skipped: z.array(z.object({ tenant: z.string(), error_code: z.string(), message: z.string() })),
  notListed: z.array(z.object({ org: z.string(), tenant: z.string() })),
})
export type BackfillAnswer = z.infer<typeof backfillAnswer>
