import { writePico } from '@/db/columns'
import type { LoadedAccount } from '@/db/queries/accounts'
import { findCell } from '@/db/queries/cells'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Tier } from '@/lib/core/funding/account'
import type { Pico } from '@/lib/core/money/amount'
import type { UnitPolicy } from '@/lib/core/usage/doc-units'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { changeAccount } from './change-account'

/** What changes; what is absent stays. */
export type FundingSettings = {
  readonly spendCap?: Pico | null
  readonly freeCredit?: boolean
  readonly subscribed?: boolean
  readonly maxDiskMb?: number
  readonly tier?: Tier
  /** Of the tier `custom` alone. */
  readonly concurrency?: number | null
  readonly cell?: string | null
  readonly unitPolicy?: UnitPolicy
}

export const settingsOf = ({ account, cell }: LoadedAccount) => ({
  free_credit: account.freeCredit,
  subscribed: account.subscribed,
  spend_cap: account.cap === null ? null : writePico(account.cap),
  max_disk_mb: account.limits.maxDiskMb,
  tier: account.limits.tier,
  concurrency: account.limits.concurrency,
  pages_per_unit: Number(account.unitPolicy.pagesPerUnit),
  bytes_per_unit: Number(account.unitPolicy.bytesPerUnit),
  minimum_units: Number(account.unitPolicy.minimumUnits),
  cell,
})

const apply = (loaded: LoadedAccount, change: FundingSettings): LoadedAccount => {
  const { account } = loaded
  const tier = change.tier ?? account.limits.tier
  const given = change.concurrency === undefined ? account.limits.concurrency : change.concurrency
  if (tier === 'custom' && given === null) {
    throw new Refusal('invalid_request', 'The tier custom needs its own concurrency.', { field: 'concurrency' })
  }
  return {
    ...loaded,
    cell: change.cell === undefined ? loaded.cell : change.cell,
    account: {
      ...account,
      cap: change.spendCap === undefined ? account.cap : change.spendCap,
      freeCredit: change.freeCredit ?? account.freeCredit,
      subscribed: change.subscribed ?? account.subscribed,
      unitPolicy: change.unitPolicy ?? account.unitPolicy,
      limits: {
        maxDiskMb: change.maxDiskMb ?? account.limits.maxDiskMb,
        tier,
        concurrency: tier === 'custom' ? given : null,
      },
    },
  }
}

/** Sets an org's caps and limits; the gate holds them from the same write on (B5, Q6). */
export const saveFunding = async (ctx: Ctx, org: string, change: FundingSettings): Promise<void> => {
  requirePermission(ctx, 'funds:write', org)
  await writeFundingSettings(ctx, org, change)
}

/**
 * The same for what is permitted otherwise, or done by the system.
 * @param look is shown the account as it is before the change, and may refuse.
 */
export const writeFundingSettings = async (
  ctx: Ctx,
  org: string,
  change: FundingSettings,
  look: (loaded: LoadedAccount) => void = () => undefined,
): Promise<void> => {
  if (change.cell && !(await findCell(ctx.db, change.cell))) {
    throw new Refusal('unknown_cell', `There is no cell ${change.cell}.`, { cell: change.cell })
  }
  const id = newId('aud')
  await changeAccount(ctx, org, (loaded) => {
    look(loaded)
    const after = apply(loaded, change)
    return {
      after: after.account,
      cell: after.cell,
      write: {
        reshape: true,
        claim: { kind: 'audit' },
        settings: settingsOf(after),
        by: actorName(ctx.actor),
        audit: {
          ...auditEntry(ctx, 'funding.save', { org, before: settingsOf(loaded), after: settingsOf(after) }),
          id,
        },
      },
    }
  })
}
