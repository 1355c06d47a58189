import { Temporal } from 'temporal-polyfill'
import { findAccount, type LoadedAccount } from '@/db/queries/accounts'
import { type GrantRow, listGrants } from '@/db/queries/grants'
import { type Ctx, requirePermission } from '@/lib/context'
import { type Account, concurrencyOf } from '@/lib/core/funding/account'
import { billerAt } from '@/lib/core/funding/biller'
import { inBurnOrder } from '@/lib/core/funding/burn-order'
import { isLive } from '@/lib/core/funding/grant'
import { spendOf } from '@/lib/core/funding/sources'
import type { Gate } from '@/lib/core/gate/project'
import { amountText } from '@/lib/core/money/amount-text'
import { Refusal } from '@/lib/platform/errors'
import { type FundingNow, fundingNow, type WeekNow } from './funding-now'
import { leastUseOf } from './least-use'
import { waitingUsageOf } from './waiting-usage'

const mostClosedGrants = 100

/** What became of a grant: `open` can still be drawn from. */
type GrantState = 'open' | 'used_up' | 'expired' | 'taken_back'
export type OrgFunding = Awaited<ReturnType<typeof orgFunding>>

const instantText = (nanoseconds: bigint): string => Temporal.Instant.fromEpochNanoseconds(nanoseconds).toString()

/** The account of an org. */
export const accountOf = async (ctx: Ctx, org: string): Promise<LoadedAccount> => {
  const loaded = await findAccount(ctx.db, org)
  if (!loaded) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  return loaded
}

/** The currency an org is billed in. */
export const orgCurrency = async (ctx: Ctx, org: string): Promise<string> => {
  requirePermission(ctx, 'funds:write', org)
  return (await accountOf(ctx, org)).account.currency
}

/** How an org's funding is set. */
export const orgFundingSettings = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'funds:write', org)
  return settingsItem(await accountOf(ctx, org))
}

/** What an org is funded by: its biller and those to come, gate, grants in the order they are drawn, cap and quota. */
export const orgFunding = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'usage:read', org)
  const [loaded, grants] = await Promise.all([accountOf(ctx, org), listGrants(ctx.db, org, mostClosedGrants)])
  const { account } = loaded
  const at = ctx.now.epochNanoseconds
  const waiting = await waitingUsageOf(ctx, account)
  const now = fundingNow(account, ctx.now, waiting?.debts, await leastUseOf(ctx, loaded))
  const { spent, held } = spendOf(account, now.month)
  const { currency, cap } = account
  return {
    org,
    currency,
    ...switchesOf(account, at),
    gate: gateItem(now),
    waiting: waiting?.shown ?? null,
    grants: grantItems(grants, at),
    spend: {
      month: now.month,
      cap: cap === null ? null : amountText(cap, currency),
      spent: amountText(spent, currency),
      held: amountText(held, currency),
    },
    week: weekItem(account, now.week),
    settings: settingsItem(loaded),
  }
}

/** From when the biller counts that counts now, and those to come; of two for one instant the later recorded one. */
const switchesOf = (account: Account, at: bigint) => {
  const later = (a: Account['switches'][number], b: Account['switches'][number]) => {
    if (a.from !== b.from) return a.from < b.from ? -1 : 1
    return a.sequence < b.sequence ? -1 : 1
  }
  const inOrder = [...account.switches].sort(later)
  const current = inOrder.filter(({ from }) => from <= at).at(-1)
  const coming = inOrder.filter(({ from }, index) => from > at && inOrder[index + 1]?.from !== from)
  return {
    biller: billerAt(account.switches, at),
    since: current ? instantText(current.from) : null,
    comingSwitches: coming.map(({ biller, from }) => ({ biller, effectiveAt: instantText(from) })),
  }
}

const limitsOf = ({ maxDiskMb, maxMemoryMb, maxVcpus, concurrency, cap, quota, currency, unit }: Gate) => ({
  maxDiskMb,
  maxMemoryMb,
  maxVcpus,
  concurrency,
  spendCap: cap === null ? null : amountText(cap, currency),
  quota: quota === null ? null : amountText(quota, unit),
})

const gateItem = ({ gate, refusal }: FundingNow) => ({
  allowed: refusal === null,
  halted: gate.halted,
  reason: refusal?.reason ?? null,
  message: refusal?.sentence ?? null,
  remaining: gate.remaining === null ? null : amountText(gate.remaining, gate.currency),
  held: amountText(gate.held, gate.currency),
  units:
    gate.unit === ''
      ? null
      : {
          unit: gate.unit,
          remaining: amountText(gate.unitsRemaining, gate.unit),
          held: amountText(gate.unitsHeld, gate.unit),
        },
  limits: limitsOf(gate),
})

/** Those that can be drawn in the order they are, then the others, newest first. */
const grantItems = (grants: readonly GrantRow[], now: bigint) => {
  const isOpen = (grant: GrantRow): boolean => isLive(grant, now) && grant.remaining + grant.held > 0n
  const open = grants.filter(isOpen).sort(inBurnOrder)
  const closed = grants.filter((grant) => !isOpen(grant)).sort((a, b) => (a.sequence > b.sequence ? -1 : 1))
  return [...open.map((grant) => grantItem(grant, 'open')), ...closed.map((grant) => grantItem(grant, endOf(grant)))]
}

/** What became of the last of a grant that nothing can be drawn from. */
const endOf = ({ remaining, held, expired, refunded, used }: GrantRow): GrantState => {
  if (remaining + held + expired > 0n) return 'expired'
  return refunded > 0n && refunded >= used ? 'taken_back' : 'used_up'
}

const grantItem = (grant: GrantRow, state: GrantState) => {
  const { id, origin, asset, priority, grantedAt, expiresAt } = grant
  const text = (amount: bigint) => amountText(amount, asset)
  return {
    grant: id,
    origin,
    asset,
    state,
    priority,
    grantedAt: grantedAt.toString(),
    expiresAt: expiresAt === null ? null : instantText(expiresAt),
    granted: text(grant.granted),
    remaining: text(grant.remaining),
    held: text(grant.held),
    used: text(grant.used),
    expired: text(grant.expired),
    refunded: text(grant.refunded),
  }
}

/** The week of quota as it counts now; `percent` is what of it is used, rounded down. */
export const weekItem = ({ plan }: Account, week: WeekNow | null) => {
  if (plan === null || week === null) return null
  const { key, startsAt, endsAt, quota, used, held } = week
  return {
    week: key,
    plan: plan.plan,
    version: plan.version,
    startsAt: instantText(startsAt),
    endsAt: instantText(endsAt),
    quota: amountText(quota, ''),
    used: amountText(used, ''),
    held: amountText(held, ''),
    percent: quota > 0n ? Number((used * 100n) / quota) : 100,
  }
}

export const settingsItem = ({ account, cell }: LoadedAccount) => ({
  spendCap: account.cap === null ? null : amountText(account.cap, account.currency),
  freeCredit: account.freeCredit,
  subscribed: account.subscribed,
  card: account.card,
  tier: account.limits.tier,
  concurrency: concurrencyOf(account.limits),
  maxDiskMb: account.limits.maxDiskMb,
  cell,
  unitPolicy: {
    pagesPerUnit: Number(account.unitPolicy.pagesPerUnit),
    bytesPerUnit: Number(account.unitPolicy.bytesPerUnit),
    minimumUnits: Number(account.unitPolicy.minimumUnits),
  },
})
