import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writePico } from '@/db/columns'
import type { CreditMonth } from '@/lib/core/funding/months'
import { formatDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from '@/lib/core/usage/price'
import { call } from './call'
import { json, only } from './json'

/** What the calculation rests on: nothing recorded since, or nothing but usage and what paid it. */
export type ComputedOn = { readonly sequence: string } | { readonly version: string }

type Outcome = 'applied' | 'stale' | 'unknown_org'

const rowOf = ({ month, spend, usageHours, creditsApplied, billableSpend, status }: CreditMonth) => ({
  month: `${month}-01`,
  spend: writePico(spend),
  usage_hours: formatDecimal(usageHours, quantityPlaces),
  credits_applied: writePico(creditsApplied),
  billable_spend: writePico(billableSpend),
  status,
})

/** Replaces an org's free-credit months (K8). `stale`: something was recorded meanwhile; read and compute again. */
export const writeFreeCreditMonths = (
  db: Db,
  org: string,
  on: ComputedOn,
  months: readonly CreditMonth[],
  now: Temporal.Instant,
): Promise<Outcome> =>
  call(async () => {
    const sql = db.$client
    const [sequence, version] = 'sequence' in on ? [on.sequence, null] : [null, on.version]
    const rows = await sql<{ outcome: Outcome }[]>`
      select write_free_credit_months(${org}, ${sequence}, ${version}, ${json(sql, months.map(rowOf))},
        ${now.toString()}) as outcome`
    return only(rows).outcome
  })
