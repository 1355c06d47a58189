import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { creditOfDispute, effectOf } from '@/lib/core/funding/dispute'
import type { GoneMoney } from '@/lib/core/funding/withhold'
import { minor, type Pico, pico } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { lookUp } from './look-up'
import { listPurchaseGrants } from './purchase-grants'

/** How the reference begins under which credit is taken that came back though its money was gone. */
export const withheldPrefix = 'withheld:'

/** Credit that was withheld of a purchase and did not come back since, the first first. */
export type WithheldEntry = { readonly reference: string; readonly amount: Pico }

export type GonePurchase = {
  readonly purchaseId: string
  readonly money: GoneMoney
  readonly grants: ReadonlySet<string>
  readonly withheld: readonly WithheldEntry[]
}

type Row = {
  purchase_id: string
  grant_id: string
  credit: string
  paid: string
  refunds: { share: string; taken: string }[] | null
  disputes: { amount: string; taken: string; status: string }[] | null
}

const cents = (text: string) => minor(parseDecimal(text, 2) ?? 0n)

const moneyOf = (row: Row): GoneMoney => {
  const [paid, credit] = [cents(row.paid), readPico(row.credit)]
  const refunds = (row.refunds ?? []).map(({ share, taken }) => ({ share: readPico(share), taken: readPico(taken) }))
  const disputes = (row.disputes ?? [])
    .filter(({ status }) => effectOf(status) === 'freeze')
    .map(({ amount, taken }) => ({ share: creditOfDispute({ paid, credit }, cents(amount)), taken: readPico(taken) }))
  return { credit, refunds, disputes }
}

/**
 * Purchases of an org of which money went back, or one of them. A refund counts once what it took is known: until then it
 * takes itself what is left.
 */
export const listGonePurchases = (db: Db, org: string, purchase?: string): Promise<readonly GonePurchase[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<Row[]>`
      select p.purchase_id, p.grant_id, p.credit::text, (p.price + p.tax)::text as paid,
             (select json_agg(json_build_object('share', r.share::text, 'taken', t.taken::text))
                from refunds r, lateral (select coalesce(r.taken, (select -sum(e.amount) from ledger_entries e
                       where e.org_id = r.org_id and e.kind = 'refund'
                         and (e.reference = r.refund_id or starts_with(e.reference, r.refund_id || ':')))) as taken) t
               where r.org_id = p.org_id and r.purchase_id = p.purchase_id
                 and r.status <> 'failed' and t.taken is not null) as refunds,
             (select json_agg(json_build_object('amount', d.amount::text, 'taken', d.taken::text, 'status', d.status))
                from disputes d where d.org_id = p.org_id and d.purchase_id = p.purchase_id) as disputes
        from purchases p
       where p.org_id = ${org} and p.grant_id is not null
         and p.purchase_id in (select r.purchase_id from refunds r where r.org_id = ${org}
                         union select d.purchase_id from disputes d where d.org_id = ${org})
         ${purchase === undefined ? sql`` : sql`and p.purchase_id = ${purchase}`}`
    return Promise.all(
      rows.map(async (row): Promise<GonePurchase> => {
        const grants = (await listPurchaseGrants(db, org, row.grant_id)).map(({ grant }) => grant)
        const taken = await sql<{ reference: string; amount: string }[]>`
          select e.reference, (-e.amount)::text as amount from ledger_entries e
           where e.org_id = ${org} and e.kind = 'adjustment' and e.grant_id = any(${grants}::text[])
             and starts_with(e.reference, ${withheldPrefix})
             and not exists (select from ledger_entries b where b.org_id = e.org_id and b.kind = 'topup'
               and b.reference = e.reference || ':returned')
           order by e.sequence, e.grant_id`
        const withheld = taken.map(({ reference, amount }) => ({ reference, amount: readPico(amount) }))
        return { purchaseId: row.purchase_id, money: moneyOf(row), grants: new Set(grants), withheld }
      }),
    )
  })

/** What was withheld of a purchase, altogether. */
export const sumWithheld = (withheld: readonly WithheldEntry[]): Pico =>
  pico(withheld.reduce((total, { amount }) => total + amount, 0n))
