import type { Db } from '@/db/client'
import { call } from '@/db/commands/call'

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

/** Usage that waits to be paid, of orgs whose gate is open, by org and the oldest first. */
export const findWaitingUsage = (
  db: Db,
  most: number,
): Promise<readonly { readonly org: string; readonly events: readonly WaitingUsage[] }[]> =>
  call(
    () => db.$client<{ org: string; events: WaitingUsage[] }[]>`
      select w.org_id as org, json_agg(json_build_object('key', w.idempotency_key, 'event', w.event)
               order by w.first_at, w.idempotency_key) as events
        from (select u.* from unfunded_usage u join org_gates g on g.org_id = u.org_id and not g.halted
               where u.charged_at is null order by u.first_at limit ${most}) w
       group by w.org_id order by w.org_id`,
  )
