import { Temporal } from 'temporal-polyfill'
import { loadDeclared } from '@/db/queries/declared-words'
import { listPlanNames } from '@/db/queries/plan-versions'
import { listTimeline, type TimelineCursor, type TimelineEvent } from '@/db/queries/timeline'
import { type TimelineKind, timelineKinds } from '@/db/queries/timeline-branches'
import { type Ctx, requirePermission } from '@/lib/context'
import { type PlanNames, productTitle } from '@/lib/core/plans/product-title'
import { nameOfPrice } from '@/lib/core/pricing/spoken-prices'
import { actorNames } from './actor-names'
import { orgOf } from './org-of'
import { pageSize } from './page-of'
import { timelineHref } from './timeline-href'

export type TimelineItem = Omit<TimelineEvent, 'at' | 'ref'> & {
  /** ISO-8601 instant. */
  readonly at: string
  /** Where it opens. */
  readonly href: string
}

export type AskedTimeline = { readonly kind: string | undefined; readonly before: string | undefined }

/** Events shown on the page of an org itself. */
const newest = 10

const cursorOf = ({ at, id }: TimelineEvent): string => `${at} ${id}`

/** Where a page begins, as an address has it; anything else means the newest page. */
export const readCursor = (text: string | undefined): TimelineCursor | null => {
  const [, at = '', id = ''] = /^(\d{4}-\d\d-\d\dT[\d:.]{5,18}Z) ([\x20-\x7e]{1,300})$/.exec(text ?? '') ?? []
  try {
    return id === '' ? null : { at: Temporal.Instant.from(at), id }
  } catch {
    return null
  }
}

/** True if the detail of an event is a skill. */
const isOfSkill = ({ kind, what }: Pick<TimelineEvent, 'kind' | 'what'>): boolean =>
  kind === 'tenants' && (what === 'enabled' || what === 'disabled')

/** What an event is about: a plan or a tier as customers read it. */
const subjectOf = (plans: PlanNames, { what, subject: name, ref }: TimelineEvent): string => {
  if (what === 'plan.subscribe') return productTitle(plans, { product: 'plan', name })
  return ref === 'plan' || ref === 'tier' ? productTitle(plans, { product: ref, name }) : name
}

const itemsOf = async (ctx: Ctx, org: string, events: readonly TimelineEvent[]): Promise<TimelineItem[]> => {
  const [nameOf, declared, plans] = await Promise.all([
    actorNames(
      ctx,
      events.map(({ by }) => by),
    ),
    loadDeclared(ctx.db),
    listPlanNames(ctx.db),
  ])
  return events.map(({ ref, at, by, ...event }) => ({
    ...event,
    subject: subjectOf(plans, { ...event, ref, at, by }),
    detail: isOfSkill(event) ? nameOfPrice(declared, 'en', 'skill', event.detail) : event.detail,
    at: at.toString(),
    by: by === '' ? '' : nameOf(by),
    href: timelineHref(org, event, ref),
  }))
}

/** A page of everything that happened to an org, the newest first. A kind that is none means all. */
export const adminTimeline = async (ctx: Ctx, slug: string, asked: AskedTimeline) => {
  const { org, name, config } = await orgOf(ctx, slug, 'platform:admin')
  const kind: TimelineKind | null = timelineKinds.find((each) => each === asked.kind) ?? null
  const before = readCursor(asked.before)
  const found = await listTimeline(ctx.db, org, { kind, before, most: pageSize + 1 })
  const shown = found.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    org,
    name,
    /** As invoices name it; its name where that is not known yet. */
    legalName: config.buyer.name || name,
    zone: config.zone,
    kind,
    items: await itemsOf(ctx, org, shown),
    isNewest: before === null,
    older: found.length > pageSize && last ? cursorOf(last) : null,
  }
}

/** The newest of what happened to an org. */
export const newestEvents = async (ctx: Ctx, org: string): Promise<TimelineItem[]> => {
  requirePermission(ctx, 'platform:admin')
  return itemsOf(ctx, org, await listTimeline(ctx.db, org, { kind: null, before: null, most: newest }))
}
