import type { Temporal } from 'temporal-polyfill'
import { writePico } from '@/db/columns'
import { grantSection, type NewGrant } from '@/db/commands/funding-sections'
import type { FundingWrite } from '@/db/commands/write-funding'
import type { LoadedAccount } from '@/db/queries/accounts'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Grant, Origin } from '@/lib/core/funding/grant'
import { pico } from '@/lib/core/money/amount'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { changeAccount } from './change-account'
import { inputHash } from './input-hash'
import { settingsOf } from './save-funding'

export type CreditGrant = {
  readonly origin: Origin
  /** A currency, which must be the org's, or the meter whose units are granted. */
  readonly asset: string
  /** At twelve places, above zero. */
  readonly amount: bigint
  readonly priority: number
  readonly expiresAt: Temporal.Instant | null
  /** The business key: a Checkout session, a request of an admin. The same one again grants nothing. */
  readonly reference: string
  readonly note: string
  /** What a caller asked for under a reference of its own; without it, asset and amount tell a repeat. */
  readonly hash?: string
}

export type Granted = { readonly grant: string; readonly outcome: 'granted' | 'repeated' }

const paidOrigins: ReadonlySet<Origin> = new Set(['topup', 'pack', 'recharge'])
const entryOf = (origin: Origin) => (paidOrigins.has(origin) ? 'topup' : 'grant')

/** Credit as a grant of an account, and as the sections that write it with its ledger entry. */
export const newCredit = (
  { sequence }: Pick<LoadedAccount, 'sequence'>,
  id: string,
  credit: CreditGrant & Pick<NewGrant, 'returnedOf'>,
  by: string,
) => {
  const { origin, asset, amount, priority, expiresAt, reference, note, hash, returnedOf } = credit
  const grant: Grant = {
    id,
    origin,
    asset,
    priority,
    expiresAt: expiresAt?.epochNanoseconds ?? null,
    sequence: BigInt(sequence) + 1n,
    granted: amount,
    remaining: amount,
    held: 0n,
    used: 0n,
    expired: 0n,
    refunded: 0n,
    returnedOf: returnedOf ?? null,
    toWithhold: 0n,
  }
  const entry = { grant: id, kind: entryOf(origin), reference, asset, amount: writePico(pico(amount)), note, by, hash }
  const section = grantSection({ id, origin, asset, priority, expiresAt, amount, returnedOf })
  return { grant, sections: { grants: [section], entries: [entry] } }
}

/** Grants credit to an org (K1, K2): once per reference, with its ledger entry, and the gate open in the same write. */
export const grantCredit = async (ctx: Ctx, org: string, credit: CreditGrant): Promise<Granted> => {
  requirePermission(ctx, 'funds:write', org)
  const { origin, asset, amount, priority, expiresAt, reference, note } = credit
  const hash = inputHash(['grant', origin, asset, amount.toString(), priority, expiresAt?.toString() ?? null, note])
  return giveCredit(ctx, org, { ...credit, hash }, (grant) => ({
    audit: auditEntry(ctx, 'credit.grant', {
      org,
      subject: grant,
      after: { origin, asset, amount: writePico(pico(amount)), reference },
    }),
  }))
}

/**
 * The same for credit that nobody has to be asked for, because it was paid.
 * @param more what else belongs to the write, by the grant's id.
 */
export const giveCredit = async (
  ctx: Ctx,
  org: string,
  credit: CreditGrant,
  more: (grant: string) => Partial<FundingWrite>,
): Promise<Granted> => {
  const { origin, asset, amount, expiresAt, reference, hash } = credit
  const id = newId('gr')
  const entry = entryOf(origin)
  const money = writePico(pico(amount))
  const answer = await changeAccount(ctx, org, (loaded) => {
    const { account } = loaded
    if (/^[A-Z]{3}$/.test(asset) && asset !== account.currency) {
      throw new Refusal('currency_mixed', `${org} is billed in ${account.currency}, not in ${asset}.`, { asset })
    }
    if (expiresAt !== null && expiresAt.epochNanoseconds <= ctx.now.epochNanoseconds) {
      throw new Refusal('invalid_request', 'Credit cannot expire before it is granted.', { field: 'expiresAt' })
    }
    const by = actorName(ctx.actor)
    const { grant, sections } = newCredit(loaded, id, credit, by)
    // Free credit that was used up and ended with a card begins again with more of it.
    const free = origin === 'free'
    const after = {
      ...account,
      freeCredit: account.freeCredit || free,
      hadFreeCredit: account.hadFreeCredit || free,
      grants: [...account.grants, grant],
    }
    return {
      after,
      write: {
        ...(after.freeCredit === account.freeCredit ? {} : { settings: settingsOf({ ...loaded, account: after }) }),
        reshape: true,
        claim: { kind: 'ledger', entry, reference, ...(hash ? { hash } : {}) },
        ...sections,
        by,
        ...more(id),
      },
    }
  })
  if (answer?.outcome !== 'repeated') return { grant: id, outcome: 'granted' }
  const { known } = answer
  // Of what was granted before inputs were kept, asset and amount are known.
  const alike = known.entry === entry && known.asset === asset && known.amount === money
  if (hash && known.hash ? known.hash !== hash : !alike) {
    throw new Refusal('idempotency_mismatch', 'This reference was used for another credit.', { reference })
  }
  return { grant: known.grant ?? '', outcome: 'repeated' }
}
