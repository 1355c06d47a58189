import type { Temporal } from 'temporal-polyfill'
import type { TenantAnswer } from '@/lib/contracts/tenants'

type Changed = {
  readonly org: string
  readonly tenant: string
  readonly state: { readonly alive: boolean; readonly suspended: boolean; readonly skills: readonly string[] }
  readonly recorded: readonly { readonly kind: string; readonly skill: string; readonly at: Temporal.Instant }[]
}

type Event = Changed['recorded'][number]

/** An event of a tenant, as answers name it. */
export const eventItem = ({ kind, skill, at }: Event): TenantAnswer['recorded'][number] => ({
  kind,
  ...(skill === '' ? {} : { package: skill }),
  occurredAt: at.toString(),
})

/** A tenant after a report, and what the report added to the record. */
export const answerTenant = ({ org, tenant, state, recorded }: Changed): Response =>
  Response.json({
    org,
    tenant,
    alive: state.alive,
    suspended: state.suspended,
    packages: [...state.skills],
    recorded: recorded.map(eventItem),
  } satisfies TenantAnswer)
