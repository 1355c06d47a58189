import { writePico } from '@/db/columns'
import { postingSections } from '@/db/commands/funding-sections'
import { findGoneCredit, stillGone } from '@/db/queries/gone-credit'
import type { Purchase } from '@/db/queries/packs'
import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { assetOf } from '@/lib/core/funding/account'
import { takeGone, takenOfGone } from '@/lib/core/funding/gone-credit'
import { applyPosting } from '@/lib/core/funding/post'
import { type Pico, pico } from '@/lib/core/money/amount'
import { changeAccount } from '@/lib/flows/funding/change-account'

export type Gone = {
  /** Of the refund or the dispute. */
  readonly id: string
  /** The credit that its money stands for. */
  readonly share: Pico
  readonly kind: 'refund' | 'adjustment'
  readonly note: string
}

/** Names the entries that take credit for a refund or a dispute, each time that it goes. */
export const goneReference = (id: string, round: number): string => (round === 1 ? id : `${id}:${round}`)

/**
 * Takes the credit of a purchase whose money goes back, once (K7): what is unused of it, and in the same write the rest is
 * noted that is spent or held, so that it is withheld whenever it comes back.
 * @returns what was taken of it by now, withheld credit included.
 */
export const takeGoneCredit = async (
  ctx: Ctx,
  org: string,
  { grantId: grant, credit }: Pick<Purchase, 'grantId' | 'credit'>,
  { id, share, kind, note }: Gone,
): Promise<Pico> => {
  if (grant === null || share <= 0n) return pico(0n)
  const by = actorName(ctx.actor)
  const look = () => findGoneCredit(ctx.db, org, grant)
  let found = await look()
  await changeAccount(ctx, org, ({ account, version }) => {
    const again = async () => {
      found = await look()
    }
    if (found.version !== version) return { outdated: true, again }
    const own = found.rows.find((row) => row.id === id)
    if (own && own.back === null) return null
    const reference = goneReference(id, (own?.round ?? 0) + 1)
    const { posting, taken } = takeGone(account, { grant, credit, gone: stillGone(found.rows) }, { id, share }, kind)
    const toWithhold = posting.grants.reduce((total, move) => total + (move.toWithhold ?? 0n), 0n)
    return {
      after: applyPosting(account, posting),
      write: {
        reshape: true,
        ...postingSections(posting, {
          by,
          asset: (each) => assetOf(account, each),
          reference: (each) => (each === grant ? reference : `${reference}:${each}`),
          note,
        }),
        gone: { id, grant, share: writePico(share) },
        by,
        audit: auditEntry(ctx, `credit.${kind}`, {
          org,
          subject: grant,
          after: { taken: writePico(taken), toWithhold: writePico(pico(toWithhold)), reference },
        }),
      },
      again,
    }
  })
  const { rows, toWithhold } = await look()
  return takenOfGone({ grant, credit, gone: stillGone(rows) }, toWithhold).get(id) ?? pico(0n)
}
