import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { lookUp } from './look-up'

export type OrgSummary = {
  readonly org: string
  readonly name: string
  readonly country: string
  readonly payBy: 'card' | 'invoice'
  readonly tenants: number
  /** Decimal text. */
  readonly openAmount: string
  readonly currency: string
  readonly overdue: boolean
}

export type OrgSearch = {
  /** A part of the name or the id, in any case; empty finds all. */
  readonly query: string
  readonly now: Temporal.Instant
  readonly skip: number
  readonly most: number
}

/** Orgs by name, each with what runs and what is open; overdue by the civil day of its own zone. */
export const listOrgSummaries = (db: Db, { query, now, skip, most }: OrgSearch): Promise<OrgSummary[]> =>
  lookUp(async () => [
    ...(await db.$client<OrgSummary[]>`
      select o.org_id as org, o.name, t.country, t.pay_by as "payBy", c.currency,
        (select count(*)::int from tenants t where t.org_id = o.org_id and t.alive) as tenants,
        coalesce(i.open, 0)::text as "openAmount", coalesce(i.overdue, false) as overdue
        from (
          select org_id, name from orgs
           where position(lower(${query}) in lower(name)) > 0 or position(lower(${query}) in org_id) > 0
           order by name, org_id limit ${most} offset ${skip}) o
        join org_billing_config c on c.org_id = o.org_id
        join lateral (
          select country, pay_by from org_terms
           where org_id = c.org_id and effective_on <= (${now.toString()}::timestamptz at time zone c.zone)::date
           order by effective_on desc, version desc limit 1) t on true
        left join lateral (
          select sum(total - paid_amount) as open, bool_or(due_on < (${now.toString()}::timestamptz at time zone c.zone)::date) as overdue
            from invoices where org_id = o.org_id and paid_at is null) i on true
       order by o.name, o.org_id`),
  ])
