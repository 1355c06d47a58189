import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor, writePico } from '@/db/columns'
import type { FoundPurchase } from '@/db/queries/packs'
import { readRow } from '@/db/read-row'
import { purchases } from '@/db/schema/index'
import type { Pack, PurchaseTerms } from '@/lib/core/funding/order'
import { call } from './call'
import type { OpenedForm } from './checkouts'
import { json, only } from './json'
import type { ClaimedEvent } from './record-payment'

/** A pack as its row has it, amounts as decimal text. */
export const packTerms = ({ name, currency, price, credit, expiresAfterDays, active }: Pack) => ({
  name,
  currency,
  price: writeMinor(price),
  credit: writePico(credit),
  expires_after_days: expiresAfterDays,
  active,
})

/** Publishes the next version of a pack, or its first. */
export const publishPack = (
  db: Db,
  pack: Pack,
  { by, at, audit }: { readonly by: string; readonly at: Temporal.Instant; readonly audit: unknown },
): Promise<'applied' | 'exists' | 'stale'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'exists' | 'stale' }[]>`
      select publish_pack(${pack.pack}, ${pack.version}, ${json(sql, packTerms(pack))}, ${by}, ${at.toString()},
        ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

/** Opens a Checkout in which credit is bought, or answers the one that is open for the same order. */
export const openPurchase = (
  db: Db,
  org: string,
  purchaseId: string,
  { kind, subject, pack, name, currency, price, credit, expiresAfterDays }: PurchaseTerms,
  { by, at }: { readonly by: string; readonly at: Temporal.Instant },
): Promise<OpenedForm> =>
  call(async () => {
    const sql = db.$client
    const terms = {
      kind,
      pack: pack?.pack ?? null,
      pack_version: pack?.version ?? null,
      name,
      currency,
      price: writeMinor(price),
      credit: writePico(credit),
      expires_after_days: expiresAfterDays,
      begun_by: by,
    }
    const rows = await sql<{ checkout_id: string; session_id: string | null }[]>`
      select checkout_id, session_id
        from open_purchase(${org}, ${purchaseId}, ${subject}, ${json(sql, terms)}, ${at.toString()})`
    const row = only(rows)
    return { checkoutId: row.checkout_id, sessionId: row.session_id }
  })

/** An event about the session in which a purchase is paid, and what is said of the event if there is nothing to do for it. */
export type SessionEvent = {
  readonly event: ClaimedEvent
  readonly sentence: string
  readonly at: Temporal.Instant
  readonly sessionId: string
}

export type PurchaseLook = { readonly org: string; readonly purchaseId: string; readonly said: SessionEvent | null }

/** What was seen: a purchase with its Checkout, or that it is recorded as paid in the session which the event is about. */
export type SeenPurchase = FoundPurchase | 'claimed'

const saidRow = ({ org, purchaseId, said }: PurchaseLook) =>
  said === null
    ? []
    : [
        {
          event: said.event,
          sentence: said.sentence,
          at: said.at.toString(),
          org,
          purchase: purchaseId,
          session: said.sessionId,
        },
      ]

type SeenRow = Record<string, unknown> & { place: number; claimed: boolean; form: string; form_session: string | null }

/** Looks at purchases, and claims the events about the sessions of those that are paid; null where there is none. */
export const lookAtPurchases = (db: Db, looks: readonly PurchaseLook[]): Promise<(SeenPurchase | null)[]> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<SeenRow[]>`
      with claimed as materialized (select claim_settled_purchases(${json(sql, looks.flatMap(saidRow))}) as id),
        o as (
          select l.*, l.event in (select id from claimed) as claimed
            from unnest(${looks.map(({ org }) => org)}::text[], ${looks.map(({ purchaseId }) => purchaseId)}::text[],
                   ${looks.map(({ said }) => said?.event.id ?? '')}::text[])
                 with ordinality as l (org, id, event, place))
      select o.place::integer, o.claimed, p.*
        from o
        left join lateral (
          select p.*, c.status as form, c.session_id as form_session
            from purchases p join checkouts c on c.org_id = p.org_id and c.checkout_id = p.purchase_id
           where p.org_id = o.org and p.purchase_id = o.id and not o.claimed
           limit 1) p on true
       where o.claimed or p.purchase_id is not null`
    const seen = new Map(rows.map((row) => [row.place, row]))
    return looks.map((_, index) => {
      const row = seen.get(index + 1)
      if (!row) return null
      if (row.claimed) return 'claimed'
      return { purchase: readRow(purchases, row), status: row.form, sessionId: row.form_session }
    })
  })
