import { writePico } from '@/db/columns'
import { postingSections } from '@/db/commands/funding-sections'
import type { FundingWrite } from '@/db/commands/write-funding'
import { findGrant } from '@/db/queries/credit'
import { findGoneCredit, stillGone, type TakenOfReturn } from '@/db/queries/gone-credit'
import type { Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { assetOf } from '@/lib/core/funding/account'
import { type GoneCredit, returnGone, takenOfGone } from '@/lib/core/funding/gone-credit'
import { applyPosting } from '@/lib/core/funding/post'
import { pico } from '@/lib/core/money/amount'
import { changeAccount } from '@/lib/flows/funding/change-account'
import { newCredit } from '@/lib/flows/funding/grant-credit'
import { newId } from '@/lib/platform/ids'
import { goneReference } from './take-gone-credit'

type Bought = Pick<Purchase, 'grantId' | 'kind' | 'currency' | 'credit'>

/**
 * Gives credit back whose money is there again, once: a refund failed, or a dispute was won. What was taken and withheld for
 * it comes back as a grant of its own, since the ledger is only ever added to. It expires when the first would have; what
 * would have expired by now does not come back.
 * @returns what had been taken of it, and what came back: now, or before. Nothing where it never took any.
 */
export const returnGoneCredit = async (
  ctx: Ctx,
  org: string,
  { grantId: grant, kind, currency, credit }: Bought,
  { id, note }: { readonly id: string; readonly note: string },
): Promise<TakenOfReturn> => {
  if (grant === null) return { taken: pico(0n), returned: pico(0n) }
  const look = () => findGoneCredit(ctx.db, org, grant)
  const [first, before] = await Promise.all([findGrant(ctx.db, org, grant), look()])
  const expiresAt = first?.expiresAt ?? null
  const isOver = expiresAt !== null && expiresAt.epochNanoseconds <= ctx.now.epochNanoseconds
  const newGrant = newId('gr')
  let found = before
  await changeAccount(ctx, org, (loaded) => {
    const { account, version } = loaded
    const again = async () => {
      found = await look()
    }
    if (found.version !== version) return { outdated: true, again }
    const own = found.rows.find((row) => row.id === id)
    if (!own || own.back !== null) return null
    const purchase: GoneCredit = { grant, credit, gone: stillGone(found.rows) }
    const { posting, credit: left } = returnGone(account, purchase, id)
    const returned = isOver ? pico(0n) : left
    const taken = takenOfGone(purchase, found.toWithhold).get(id) ?? pico(0n)
    const reference = `${goneReference(id, own.round)}:returned`
    const by = actorName(ctx.actor)
    const terms = { origin: kind, asset: currency, amount: returned, priority: 0, expiresAt, reference, note }
    const given = returned > 0n ? newCredit(loaded, newGrant, { ...terms, returnedOf: grant }, by) : null
    const moved = applyPosting(account, posting)
    const write: FundingWrite = {
      org,
      reshape: true,
      ...postingSections(posting, { by, asset: (each) => assetOf(account, each) }),
      ...given?.sections,
      gone: { id, taken: writePico(taken), returned: writePico(returned) },
      by,
    }
    return { after: given ? { ...moved, grants: [...moved.grants, given.grant] } : moved, write, again }
  })
  const row = (await look()).rows.find((each) => each.id === id)
  return row?.back ?? { taken: pico(0n), returned: pico(0n) }
}
