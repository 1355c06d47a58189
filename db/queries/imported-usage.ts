import type { Db } from '@/db/client'
import { lookUp } from './look-up'

/** Usage as an older version imported it, whose keys were made of a file's bytes and the place of a row in it. */
export type OlderImport = {
  readonly meter: string
  readonly resource: string
  readonly quantity: string
  /** Microseconds since 1970. */
  readonly at: bigint
  readonly count: number
}

/** What was imported of an org under such keys, on days from one to another and those beside them. */
export const listOlderImports = (db: Db, org: string, from: string, to: string): Promise<OlderImport[]> =>
  lookUp(async () => {
    const rows = await db.$client<(Omit<OlderImport, 'at'> & { at: string })[]>`
      select meter, resource, trim_scale(quantity)::text as quantity,
             (extract(epoch from occurred_at) * 1000000)::bigint::text as at, count(*)::int as count
        from (
          select meter, resource, quantity, occurred_at from usage_events
           where org_id = ${org} and starts_with(idempotency_key, 'csv:')
             and day_on between ${from}::date - 1 and ${to}::date + 1
          union all
          select event->>'meter', event->>'resource', (event->>'quantity')::numeric, (event->>'at')::timestamptz
            from unfunded_usage
           where org_id = ${org} and charged_at is null and starts_with(idempotency_key, 'csv:')
        ) each
       group by 1, 2, 3, 4`
    return rows.map(({ at, ...row }) => ({ ...row, at: BigInt(at) }))
  })
