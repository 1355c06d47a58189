import {
  countFailingStripeEvents,
  type ListedStripeEvent,
  listStripeEvents,
  listStripeEventTypes,
  type StripeEventState,
} from '@/db/queries/stripe-events'
import { type Ctx, requirePermission } from '@/lib/context'
import { stripeApiVersion } from '@/lib/core/setup/stripe-api-version'
import { type Page, pageOf } from './page-of'
import { platformZone } from './platform-zone'

/** An event of Stripe as the portal took it. Instants are ISO-8601. */
export type StripeEventItem = {
  readonly event: string
  readonly type: string
  readonly state: StripeEventState
  /** What it did, or why it fails. */
  readonly sentence: string
  readonly attempts: number
  /** The version of the API in which it was written, where that is another one than ours; else empty. */
  readonly otherVersion: string
  readonly receivedAt: string
  /** Null as long as it fails. */
  readonly settledAt: string | null
  /** The org it is about; null where that is not known. */
  readonly org: { readonly org: string; readonly name: string } | null
}

export type AdminStripeEvents = Page<StripeEventItem> & {
  readonly filters: {
    readonly types: readonly string[]
    /** Empty is every one. */
    readonly state: StripeEventState | ''
    readonly type: string
  }
  readonly failing: number
  readonly zone: string
}

export type AskedStripeEvents = {
  readonly state: string | undefined
  readonly type: string | undefined
  readonly page: number
}

const states: readonly StripeEventState[] = ['received', 'done', 'ignored', 'failing']
/** More than so many are told as so many. */
const mostCounted = 1_000

/** A page of Stripe's events, newest first. A state that is none is left out of the filter. */
export const adminStripeEvents = async (ctx: Ctx, asked: AskedStripeEvents): Promise<AdminStripeEvents> => {
  requirePermission(ctx, 'platform:admin')
  const state = states.find((each) => each === asked.state)
  const type = asked.type?.trim().slice(0, 100) ?? ''
  const [found, recent, failing] = await Promise.all([
    pageOf(asked.page, (skip, most) => listStripeEvents(ctx.db, { state, type, skip, most })),
    listStripeEventTypes(ctx.db),
    failingStripeEvents(ctx),
  ])
  const types = type === '' || recent.includes(type) ? recent : [...recent, type].sort()
  return {
    ...found,
    rows: found.rows.map(itemOf),
    filters: { types, state: state ?? '', type },
    failing,
    zone: platformZone,
  }
}

/** How many events fail, counted up to a thousand. */
export const failingStripeEvents = (ctx: Ctx): Promise<number> => {
  requirePermission(ctx, 'platform:admin')
  return countFailingStripeEvents(ctx.db, mostCounted)
}

const itemOf = ({
  eventId,
  apiVersion,
  receivedAt,
  settledAt,
  org,
  orgName,
  ...row
}: ListedStripeEvent): StripeEventItem => ({
  ...row,
  event: eventId,
  otherVersion: apiVersion === stripeApiVersion ? '' : apiVersion,
  receivedAt: receivedAt.toString(),
  settledAt: settledAt === null ? null : settledAt.toString(),
  org: org === null ? null : { org, name: orgName ?? org },
})
