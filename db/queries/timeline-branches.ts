import type { Fragment, Sql } from 'postgres'

export const timelineKinds = [
  'usage',
  'credit',
  'stops',
  'plans',
  'payments',
  'invoices',
  'tenants',
  'deliveries',
  'settings',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

export type BranchOf = {
  readonly org: string
  /** Where a page begins: nothing later is wanted. */
  readonly until: string
  readonly most: number
}

/** Changes that another branch tells, with more to it. */
const toldElsewhere = ['invoice.issue', 'invoice.mark_paid', 'credit.grant', 'payment.refund']
const ofPlans = ['plan.subscribe', 'subscription.change']

/**
 * The sources of a timeline, by kind. Each gives `at, id, what, subject, detail, ref, amount, asset, by`, of one org alone,
 * by an index that begins with it: usage by its days, never by event, and movements of credit but for the draws of usage.
 */
export const timelineBranches = (sql: Sql, about: BranchOf): Readonly<Record<TimelineKind, readonly Fragment[]>> => ({
  usage: [usage(sql, about)],
  credit: [credit(sql, about)],
  stops: [
    sql`select created_at as at, 'stop ' || outbox_id as id, split_part(reference, ':', 1) as what, '' as subject,
               '' as detail, '' as ref, '' as amount, '' as asset, '' as by
          from outbox where org_id = ${about.org} and kind = 'cell_command'`,
  ],
  plans: [...plans(sql, about), audit(sql, about, sql`action = any(${ofPlans}::text[])`)],
  payments: payments(sql, about),
  invoices: invoices(sql, about),
  tenants: tenants(sql, about),
  deliveries: [
    sql`select attempted_at as at, 'delivery ' || delivery_id as id, 'failed' as what, cell as subject,
               coalesce(nullif(error, ''), status::text, '') as detail, '' as ref, '' as amount, '' as asset, '' as by
          from cell_deliveries where org_id = ${about.org} and outcome = 'failed'`,
    sql`select raised_at as at, 'alert ' || alert_key as id, 'alert_' || kind as what,
               coalesce(array_to_string(sent_to, ', '), '') as subject, coalesce(outcome, 'waiting') as detail, '' as ref,
               '' as amount, '' as asset, '' as by
          from alerts where org_id = ${about.org}`,
  ],
  settings: [
    audit(sql, about, sql`action <> all(${[...toldElsewhere, ...ofPlans]}::text[])`),
    sql`select v.published_at as at, 'prices ' || v.price_book || ' ' || v.version as id, 'prices' as what,
               v.price_book as subject, v.version || ' ' || v.effective_on as detail, v.price_book as ref, '' as amount,
               '' as asset, v.published_by as by
          from price_book_versions v
         where v.price_book in (select t.price_book from org_terms t where t.org_id = ${about.org})`,
  ],
})

const usage = (sql: Sql, { org, until, most }: BranchOf): Fragment => sql`
  select (d.day_on + 1)::timestamp at time zone c.zone - interval '1 microsecond' as at, 'usage ' || d.day_on as id,
         'used' as what, d.day_on::text as subject, d.events::text as detail, '' as ref, d.amount::text as amount,
         c.currency as asset, '' as by
    from org_billing_config c
   cross join lateral (
     select day_on, sum(events) as events, sum(amount) as amount from usage_daily
      where org_id = c.org_id and day_on <= (${until}::timestamptz at time zone c.zone)::date
      group by day_on order by day_on desc limit ${most}) d
   where c.org_id = ${org}`

const credit = (sql: Sql, { org }: BranchOf): Fragment => sql`
  select occurred_at as at, 'ledger ' || sequence || ' ' || grant_id || ' ' || kind as id,
         case when kind = 'expiration' and amount > 0 then 'expiration_reversed' else kind end as what,
         reference as subject, note as detail, '' as ref, amount::text as amount, asset, recorded_by as by
    from ledger_entries
   where org_id = ${org} and kind in ('grant', 'topup', 'refund', 'expiration', 'adjustment')`

const audit = (sql: Sql, { org }: BranchOf, which: Fragment): Fragment => sql`
  select at, 'audit ' || sequence as id, action as what, subject, '' as detail, (sequence + 1)::text as ref, '' as amount,
         '' as asset, actor as by
    from audit_log where org_id = ${org} and ${which}`

const plans = (sql: Sql, { org }: BranchOf): readonly Fragment[] => {
  const subscription = (at: Fragment, what: string, amount: Fragment) => sql`
    select ${at} as at, ${`${what} `}::text || subscription_id as id, ${what}::text as what, name as subject,
           product || ', ' || billed as detail, product as ref, ${amount} as amount, currency as asset, '' as by
      from stripe_subscriptions where org_id = ${org} and ${at} is not null`
  return [
    subscription(sql`started_at`, 'subscribed', sql`price::text`),
    subscription(sql`ended_at`, 'subscription_ended', sql`''`),
    subscription(sql`past_due_since`, 'past_due', sql`coalesce(owed, price)::text`),
    sql`select n.crossed_at as at, 'quota ' || n.week_id || ' ' || n.percent as id, 'quota' as what,
               n.percent::text as subject, w.week as detail, '' as ref, '' as amount, '' as asset, '' as by
          from quota_notices n join quota_weeks w using (org_id, week_id) where n.org_id = ${org}`,
  ]
}

const payments = (sql: Sql, { org }: BranchOf): readonly Fragment[] => [
  sql`select paid_at as at, 'purchase ' || purchase_id as id, 'bought' as what, name as subject, kind as detail,
             purchase_id as ref, (price + tax)::text as amount, currency as asset, begun_by as by
        from purchases where org_id = ${org} and paid_at is not null`,
  sql`select failed_at as at, 'declined ' || purchase_id as id, 'declined' as what, name as subject, failure as detail,
             purchase_id as ref, price::text as amount, currency as asset, begun_by as by
        from purchases where org_id = ${org} and failed_at is not null`,
  sql`select r.requested_at as at, 'refund ' || r.refund_id as id, 'refund_' || r.status as what, p.name as subject,
             r.reason as detail, r.refund_id as ref, r.amount::text as amount, p.currency as asset, r.requested_by as by
        from refunds r join purchases p using (org_id, purchase_id) where r.org_id = ${org}`,
  sql`select opened_at as at, 'dispute ' || dispute_id as id, 'dispute' as what, status as subject, reason as detail,
             dispute_id as ref, amount::text as amount, currency as asset, '' as by
        from disputes where org_id = ${org}`,
  sql`select r.begun_at as at, 'return ' || r.return_id as id, 'return_' || r.kind as what, i.number as subject,
             r.status as detail, i.invoice_id as ref, r.amount::text as amount, r.currency as asset, '' as by
        from payment_returns r join invoices i using (org_id, invoice_id) where r.org_id = ${org}`,
  sql`select r.begun_at as at, 'return ' || r.return_id as id, 'plan_' || r.kind as what,
             coalesce(s.name, p.subscription_id) as subject, r.status as detail, coalesce(s.product, '') as ref, r.amount::text as amount,
             r.currency as asset, '' as by
        from payment_returns r join subscription_payments p using (org_id, stripe_invoice_id)
        left join stripe_subscriptions s using (org_id, subscription_id) where r.org_id = ${org}`,
  sql`select p.paid_at as at, 'charged ' || p.stripe_invoice_id as id, 'plan_charged' as what,
             coalesce(s.name, p.subscription_id) as subject, '' as detail, coalesce(s.product, '') as ref,
             p.amount::text as amount,
             p.currency as asset, '' as by
        from subscription_payments p left join stripe_subscriptions s using (org_id, subscription_id)
       where p.org_id = ${org}`,
  sql`select distinct on (p.subscription_id) p.ended_at as at, 'gone ' || p.subscription_id as id,
             'plan_returned' as what, coalesce(s.name, p.subscription_id) as subject, '' as detail,
             coalesce(s.product, '') as ref, '' as amount, '' as asset, '' as by
        from subscription_payments p left join stripe_subscriptions s using (org_id, subscription_id)
       where p.org_id = ${org} and p.ended_at is not null order by p.subscription_id, p.ended_at`,
  sql`select p.received_at as at, 'surplus ' || p.payment_id as id, 'surplus' as what, i.number as subject,
             p.reference as detail, i.invoice_id as ref, p.amount::text as amount, p.currency as asset,
             p.recorded_by as by
        from payments p join invoices i using (org_id, invoice_id)
       where p.org_id = ${org} and p.applied_to = 'surplus'`,
  sql`select p.received_at as at, 'returned ' || p.payment_id as id, 'returned' as what, i.number as subject,
             p.reference as detail, i.invoice_id as ref, (-p.amount)::text as amount, p.currency as asset,
             p.recorded_by as by
        from payments p join invoices i using (org_id, invoice_id)
       where p.org_id = ${org} and p.applied_to = 'return'`,
  sql`select p.received_at as at, 'applied ' || p.payment_id as id, 'applied' as what, i.number as subject,
             p.reference as detail, i.invoice_id as ref, (-p.amount)::text as amount, p.currency as asset,
             p.recorded_by as by
        from payments p join invoices i using (org_id, invoice_id)
       where p.org_id = ${org} and p.applied_to = 'other_invoice'`,
  sql`select r.reversed_at as at, 'undone ' || r.payment_id as id, 'undone' as what, i.number as subject,
             r.reason as detail, i.invoice_id as ref, p.amount::text as amount, p.currency as asset,
             r.reversed_by as by
        from payment_reversals r join payments p using (org_id, payment_id) join invoices i using (org_id, invoice_id)
       where r.org_id = ${org}`,
  sql`select added_at as at, 'card ' || method_id as id, 'card' as what, brand as subject, last4 as detail,
             '' as ref, '' as amount, '' as asset, '' as by
        from org_cards where org_id = ${org}`,
]

const invoices = (sql: Sql, { org }: BranchOf): readonly Fragment[] => [
  sql`select issued_at as at, 'issued ' || invoice_id as id,
             case when series = 'invoice' then 'issued' else 'credit_note' end as what, number as subject,
             to_char(month_on, 'YYYY-MM') as detail, invoice_id as ref, total::text as amount, currency as asset,
             issued_by as by
        from invoices where org_id = ${org}`,
  sql`select p.received_at as at, 'paid ' || p.payment_id as id, 'paid_' || p.via as what, i.number as subject,
             p.reference as detail, i.invoice_id as ref, p.amount::text as amount, p.currency as asset,
             p.recorded_by as by
        from payments p join invoices i using (org_id, invoice_id)
       where p.org_id = ${org} and p.applied_to = 'invoice'`,
  sql`select r.sent_at as at, 'reminder ' || r.invoice_id || ' ' || r.level as id, 'reminder' as what,
             i.number as subject, r.level::text as detail, i.invoice_id as ref, r.fee::text as amount,
             i.currency as asset, '' as by
        from invoice_reminders r join invoices i using (org_id, invoice_id) where r.org_id = ${org}`,
]

const tenants = (sql: Sql, { org }: BranchOf): readonly Fragment[] =>
  (['lifecycle', 'skill', 'suspension'] as const).map(
    (part) => sql`
      select occurred_at as at, 'tenant ' || event_id as id, kind as what, tenant as subject,
             ${part === 'skill' ? sql`skill` : sql`''`} as detail, '' as ref, '' as amount, '' as asset,
             recorded_by as by
        from ${sql(part === 'lifecycle' ? 'tenant_billing_lifecycle' : `tenant_${part}_events`)}
       where org_id = ${org}`,
  )
