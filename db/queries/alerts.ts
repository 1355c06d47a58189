import { and, desc, eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readMinor } from '@/db/columns'
import { alerts } from '@/db/schema/index'
import type { Alert } from '@/lib/core/alerts/alert'
import { type AlertSettings, usualAlerts } from '@/lib/core/alerts/settings'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'

/** What an org wants to be told, and the version of it: 0 where nobody chose. */
export type ChosenAlerts = {
  readonly version: number
  readonly settings: AlertSettings
  /** Null where nobody chose. */
  readonly changedAt: Temporal.Instant | null
}

type SettingsRow = {
  version: number
  spend: string[]
  credit_below: string | null
  stopped: boolean
  quota: boolean
  payments: boolean
  expiries: boolean
  renewals: boolean
  changed_at: string
}

export const findAlertSettings = (db: Db, org: string): Promise<ChosenAlerts> =>
  lookUp(async () => {
    const [row] = await db.$client<SettingsRow[]>`
      select version, spend::text[] as spend, credit_below, stopped, quota, payments, expiries, renewals,
             changed_at
        from alert_settings where org_id = ${org}`
    if (!row) return { version: 0, settings: usualAlerts, changedAt: null }
    const { version, spend, credit_below, changed_at, ...switches } = row
    return {
      version,
      changedAt: readInstant(changed_at),
      settings: {
        ...switches,
        spend: spend.map(readMinor),
        creditBelow: credit_below === null ? null : readMinor(credit_below),
      },
    }
  })

/** An alert as it was raised, and what became of its e-mail; `outcome` is null while that is under way. */
export type RaisedAlert = Alert & Pick<typeof alerts.$inferSelect, 'raisedAt' | 'settledAt' | 'outcome' | 'sentTo'>

const raisedOf = ({ alertKey: key, kind, says, ...rest }: typeof alerts.$inferSelect): RaisedAlert =>
  ({ key, kind, says, ...rest }) as RaisedAlert

export const findAlert = (db: Db, org: string, key: string): Promise<RaisedAlert | null> =>
  lookUp(async () => {
    const [row] = await db
      .select()
      .from(alerts)
      .where(and(eq(alerts.orgId, org), eq(alerts.alertKey, key)))
    return row ? raisedOf(row) : null
  })

/** What an org was told last, the newest first. */
export const listAlerts = (db: Db, org: string, most: number): Promise<RaisedAlert[]> =>
  lookUp(async () => {
    const rows = await db
      .select()
      .from(alerts)
      .where(eq(alerts.orgId, org))
      .orderBy(desc(alerts.raisedAt), desc(alerts.alertKey))
      .limit(most)
    return rows.map(raisedOf)
  })

/** Whom alerts of an org go to: the address for invoices, owners and those who do the billing; each once. */
export const listAlertRecipients = (db: Db, org: string): Promise<string[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ email: string }[]>`
      select distinct lower(t.email collate "C") as email from (
        select billing_email as email from org_billing_config where org_id = ${org}
        union all
        select u.email from members m join users u using (user_id)
         where m.org_id = ${org} and m.role in ('owner', 'billing')) t
       where t.email <> '' order by 1`
    return rows.map(({ email }) => email)
  })

const rowsToLookAt = (sql: Db['$client'], now: Temporal.Instant, lookedBefore: Temporal.Instant): Fragment => sql`
        from org_accounts a
          left join alert_marks m on m.org_id = a.org_id
          left join org_gates g on g.org_id = a.org_id
          left join recharge_settings r on r.org_id = a.org_id
          left join alert_settings s on s.org_id = a.org_id
         where m.org_id is null
            or m.looked_at < ${now.toString()} and (
              m.sequence < a.sequence or m.looked_at < ${lookedBefore.toString()} or g.valid_until <= ${now.toString()}
              or greatest(g.projected_at, s.changed_at, (select max(t.read_at) from stripe_subscriptions t
                   where t.org_id = a.org_id), (select max(c.settled_at) from invoice_charges c
                   where c.org_id = a.org_id and c.outcome = 'failed')) > m.looked_at - interval '1 minute'
              or not r.enabled and r.last_failure <> '' and not exists (select from alerts e where e.org_id = a.org_id
                   and e.kind = 'recharge' and e.raised_at >= r.changed_at and e.says->>'failure' = r.last_failure))`

/** Since when orgs wait to be looked at: when they were looked at last is all that is known. */
export const orgsToLookAt =
  (againMinutes: number): DueWork =>
  (sql, now) =>
    sql`select coalesce(m.looked_at, ${now.toString()}) as since
      ${rowsToLookAt(sql, now, now.subtract({ minutes: againMinutes }))}`

/**
 * Orgs to look at for alerts, with their sequence, those that wait longest first: something was recorded of them, or their
 * gate, recharge, subscriptions or choice of alerts changed since they were looked at; and everybody once in a while,
 * because time alone changes things. What has a time of its own counts for a while longer, since it may be seen late.
 * @param now orgs that were looked at then are left out.
 */
export const listOrgsToLookAt = (
  db: Db,
  now: Temporal.Instant,
  lookedBefore: Temporal.Instant,
  most: number,
): Promise<{ readonly org: string; readonly sequence: string }[]> =>
  lookUp(
    () =>
      db.$client<{ org: string; sequence: string }[]>`
        select a.org_id as org, a.sequence::text ${rowsToLookAt(db.$client, now, lookedBefore)}
         order by m.looked_at nulls first, a.org_id limit ${most}`,
  )
