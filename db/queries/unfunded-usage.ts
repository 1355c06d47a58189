import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { hasLeftAt } from './former-debts'
import { lookUp } from './look-up'

export type WaitingUsage = {
  readonly key: string
  readonly event: {
    readonly meter: string
    readonly quantity: string
    readonly at: string
    readonly resource: string
    readonly properties: unknown
    readonly reservation: string
  }
}

/**
 * Usage that waits to be paid, of orgs whose gate is open, by org and the oldest first, at most so much of each. What could
 * not be paid is left out until its wait is over, or the account is another one than it was then. What is of a biller that
 * the org has left is a debt of that time: nothing charges it by itself.
 */
export const findWaitingUsage = (
  db: Db,
  now: Temporal.Instant,
  mostOfAnOrg: number,
  most: number,
): Promise<readonly { readonly org: string; readonly version: string; readonly events: readonly WaitingUsage[] }[]> =>
  lookUp(
    () => db.$client<{ org: string; version: string; events: WaitingUsage[] }[]>`
      select w.org_id as org, max(w.version)::text as version, json_agg(json_build_object('key', w.idempotency_key, 'event', w.event)
               order by w.first_at, w.idempotency_key) as events
        from (select * from (
                select u.*, g.version,
                       row_number() over (partition by u.org_id order by u.first_at, u.idempotency_key) as place
                  from unfunded_usage u join org_gates g on g.org_id = u.org_id and not g.halted
                  left join retries r on r.org_id = u.org_id and r.kind = 'usage' and r.reference = u.idempotency_key
                 where u.charged_at is null and u.waived_at is null
                   and not ${hasLeftAt(db.$client, db.$client`u.org_id`, db.$client`(u.event->>'at')::timestamptz`, now)}
                   and (r.org_id is null or r.next_at <= ${now.toString()} or r.version <> g.version)) due
               where due.place <= ${mostOfAnOrg} order by due.place, due.first_at limit ${most}) w
       group by w.org_id order by w.org_id`,
  )
