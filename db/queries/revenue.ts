import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readMinor } from '@/db/columns'
import type { RecordedRevenue, ReturnedPayment } from '@/lib/core/revenue/recorded'
import type { Day } from '@/lib/core/time/day'
import { lookUp } from './look-up'

export type RevenueSpan = {
  /** The first day of the first month, and the day after the last one. */
  readonly fromOn: Day
  readonly untilOn: Day
  /** The same as instants of the zone by which months are told. */
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  readonly zone: string
}

type Text<Row> = { readonly [Key in keyof Row]: Row[Key] extends bigint ? string : Text<Row[Key]> }

const payment = ({ currency, gross, net, returns }: Text<ReturnedPayment>): ReturnedPayment => ({
  currency,
  gross: readMinor(gross),
  net: readMinor(net),
  returns: returns.map(({ month, amount }) => ({ month, amount: readMinor(amount) })),
})
const amountRead = <Row extends { readonly amount: string }>(row: Row) => ({ ...row, amount: readMinor(row.amount) })

/**
 * Reads in one statement what was earned in a span of months: lines of invoices by kind, credit that was paid,
 * what was charged for subscriptions, and every refund of a payment of which something went back in the span.
 * Invoices are found by their day of issue, which is never before the month that they bill.
 */
export const loadRevenue = (db: Db, { fromOn, untilOn, from, until, zone }: RevenueSpan): Promise<RecordedRevenue> =>
  lookUp(async () => {
    const sql = db.$client
    const [start, end] = [from.toString(), until.toString()]
    const month = (at: string) => sql`to_char(${sql.unsafe(at)} at time zone ${zone}, 'YYYY-MM')`
    const rows = await sql<Record<keyof RecordedRevenue, string>[]>`
      with lines as (
        select to_char(i.month_on, 'YYYY-MM') as month, i.currency, l.kind, sum(l.amount)::text as amount
          from invoices i join invoice_lines l using (org_id, invoice_id)
         where i.issued_on >= ${fromOn} and i.month_on >= ${fromOn} and i.month_on < ${untilOn}
         group by i.month_on, i.currency, l.kind
      ), credit as (
        select ${month('paid_at')} as month, currency, sum(price)::text as amount
          from purchases where paid_at >= ${start} and paid_at < ${end} group by 1, 2
      ), plans as (
        select ${month('paid_at')} as month, currency, amount::text as paid, total::text, tax::text, count(*)::text as count
          from subscription_payments where paid_at >= ${start} and paid_at < ${end} group by 1, 2, 3, 4, 5
      ), returned_plans as (
        select p.currency, p.amount::text as gross,
               round(p.amount * (p.total - p.tax) / nullif(p.total, 0), 2)::text as net,
               json_agg(json_build_object('month', ${month('r.begun_at')}, 'amount', r.amount::text)
                 order by r.begun_at, r.return_id) as returns
          from payment_returns r join subscription_payments p using (org_id, stripe_invoice_id)
         where r.kind = 'refund' and r.status = 'succeeded' and p.total > 0
         group by p.org_id, p.stripe_invoice_id having bool_or(r.begun_at >= ${start})
      ), returned_credit as (
        select p.currency, (p.price + p.tax)::text as gross, p.price::text as net,
               json_agg(json_build_object('month', ${month('coalesce(r.settled_at, r.requested_at)')},
                 'amount', r.amount::text) order by r.settled_at, r.refund_id) as returns
          from refunds r join purchases p using (org_id, purchase_id)
         where r.status = 'succeeded'
         group by p.org_id, p.purchase_id having bool_or(r.settled_at >= ${start})
      ), returned_invoices as (
        select i.currency, i.total::text as gross, i.net::text as net,
               json_agg(json_build_object('month', ${month('r.begun_at')}, 'amount', r.amount::text)
                 order by r.begun_at, r.return_id) as returns,
               (select json_agg(json_build_object('kind', l.kind, 'amount', l.amount::text) order by l.position)
                  from invoice_lines l where l.org_id = i.org_id and l.invoice_id = i.invoice_id) as lines
          from payment_returns r join invoices i using (org_id, invoice_id)
         where r.kind = 'refund' and r.status = 'succeeded' and not exists (
           select from payments s where s.org_id = r.org_id and s.invoice_id = r.invoice_id
              and s.reference = r.reference and s.applied_to = 'surplus')
         group by i.org_id, i.invoice_id having bool_or(r.begun_at >= ${start})
      )
      select (select coalesce(json_agg(x), '[]') from lines x)::text as lines,
             (select coalesce(json_agg(x), '[]') from credit x)::text as credit,
             (select coalesce(json_agg(x), '[]') from plans x)::text as plans,
             (select coalesce(json_agg(x), '[]') from returned_credit x)::text as "returnedCredit",
             (select coalesce(json_agg(x), '[]') from returned_plans x)::text as "returnedPlans",
             (select coalesce(json_agg(x), '[]') from returned_invoices x)::text as "returnedInvoices"`
    const read = <Key extends keyof RecordedRevenue>(key: Key) =>
      JSON.parse(rows[0]?.[key] ?? '[]') as Text<RecordedRevenue[Key]>
    return {
      lines: read('lines').map(amountRead),
      credit: read('credit').map(amountRead),
      plans: read('plans').map(({ paid, total, tax, count, ...row }) => ({
        ...row,
        paid: readMinor(paid),
        total: readMinor(total),
        tax: readMinor(tax),
        count: BigInt(count),
      })),
      returnedCredit: read('returnedCredit').map(payment),
      returnedPlans: read('returnedPlans').map(payment),
      returnedInvoices: read('returnedInvoices').map((row) => ({ ...payment(row), lines: row.lines.map(amountRead) })),
    }
  })
