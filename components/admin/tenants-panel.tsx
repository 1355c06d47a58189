'use client'

import { Boxes, ChevronRight } from 'lucide-react'
import type { TenantState, TenantSummary } from '@/components/overview/tenants-card'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Timeline } from '@/components/ui/timeline'
import { useFirstOf } from '@/components/ui/use-first-of'

export type TenantEvent = {
  readonly id: string
  readonly kind: 'created' | 'deleted' | 'enabled' | 'disabled' | 'suspended' | 'resumed'
  /** The skill's name for `enabled` and `disabled`; a reason or empty otherwise. */
  readonly detail: string
  /** ISO-8601 instant. */
  readonly at: string
}

export type TenantDetail = {
  readonly name: string
  readonly state: TenantState
  readonly skills: TenantSummary['skills']
  /** Newest first. */
  readonly events: readonly TenantEvent[]
}

export type TenantsPanelProps = { readonly tenants: readonly TenantDetail[]; readonly zone: string }

const stateTones = { active: 'good', suspended: 'warn', deleted: 'neutral' } as const
const stateWords = { active: 'Active', suspended: 'Suspended', deleted: 'Deleted' } as const

const eventWords = {
  created: { title: 'Created', tone: 'good' },
  deleted: { title: 'Deleted', tone: 'neutral' },
  enabled: { title: 'Skill enabled', tone: 'accent' },
  disabled: { title: 'Skill disabled', tone: 'neutral' },
  suspended: { title: 'Suspended', tone: 'warn' },
  resumed: { title: 'Resumed', tone: 'good' },
} as const

const mostAtFirst = 20

/** The tenants of an organization; each opens to everything that happened to it. */
export const TenantsPanel = ({ tenants, zone }: TenantsPanelProps) => {
  const { shown, more } = useFirstOf(tenants, mostAtFirst)
  return (
    <Card>
      <CardHeader title="Tenants" text={`Times in ${zone}.`} />
      {tenants.length === 0 ? (
        <EmptyState
          icon={<Boxes aria-hidden />}
          title="No tenants"
          text="They appear when the platform reports them."
        />
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {shown.map((tenant) => (
            <li key={tenant.name}>
              <Tenant tenant={tenant} zone={zone} />
            </li>
          ))}
        </ul>
      )}
      {more}
    </Card>
  )
}

const Tenant = ({ tenant, zone }: { tenant: TenantDetail; zone: string }) => (
  <details className="group">
    <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 -outline-offset-2 hover:bg-hover sm:px-5 [&::-webkit-details-marker]:hidden">
      <span className="flex min-w-0 items-start gap-2">
        <ChevronRight
          aria-hidden
          className="mt-0.75 size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{tenant.name}</span>
      </span>
      <Badge tone={stateTones[tenant.state]} dot>
        {stateWords[tenant.state]}
      </Badge>
      <span className="flex min-w-0 flex-wrap gap-1 sm:ml-auto">
        {tenant.skills.map(({ skill, names }) => (
          <Badge key={skill}>{names.en}</Badge>
        ))}
      </span>
    </summary>
    <div className="px-4 pt-1 pb-4 sm:px-12">
      <Timeline
        items={tenant.events.map((event) => ({
          id: event.id,
          tone: eventWords[event.kind].tone,
          title: event.detail ? `${eventWords[event.kind].title}: ${event.detail}` : eventWords[event.kind].title,
          when: <DateTime at={event.at} zone={zone} />,
        }))}
      />
    </div>
  </details>
)
