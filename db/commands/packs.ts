import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor, writePico } from '@/db/columns'
import type { Pack, PurchaseTerms } from '@/lib/core/funding/order'
import { call } from './call'
import type { OpenedForm } from './checkouts'
import { json, only } from './json'

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
