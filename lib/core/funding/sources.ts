import { type Pico, pico, positive } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import type { Account, MonthSpend } from './account'
import { type Biller, type SourceKind, waterfalls } from './biller'
import { inBurnOrder } from './burn-order'
import { type Grant, isLive } from './grant'
import type { Source } from './waterfall'
import { toWithholdOf } from './withhold'

const noSpend: MonthSpend = { spent: pico(0n), held: pico(0n) }

export const spendOf = (account: Account, month: Month): MonthSpend => account.months.get(month) ?? noSpend

/** Ids of sources that are no grant: `postpaid:2026-11`, `week:wk_…`. */
export const postpaidId = (month: Month): string => `postpaid:${month}`
export const weekSourceId = (week: string): string => `week:${week}`

/** What of these parts goes onto the bill of a month. */
export const postpaidOf = (
  parts: readonly { readonly source: string; readonly amount: Pico }[],
  month: Month,
): bigint => parts.reduce((total, { source, amount }) => total + (source === postpaidId(month) ? amount : 0n), 0n)

/** Whether usage may go onto the bill at all under this biller. */
export const takesPostpaid = (account: Pick<Account, 'card' | 'subscribed'>, biller: Biller): boolean => {
  const { postpaid } = waterfalls[biller]
  if (postpaid === 'with_card') return account.card
  if (postpaid === 'subscribed') return account.subscribed
  return postpaid === 'always'
}

/** What the month still takes under the cap; null where nothing caps it. */
export const underCap = (account: Account, biller: Biller, month: Month): bigint | null => {
  if (account.cap === null || !waterfalls[biller].capped) return null
  const { spent, held } = spendOf(account, month)
  const left = account.cap - spent - held
  return left > 0n ? left : 0n
}

const paysAs = (grant: Grant): SourceKind => (grant.origin === 'free' ? 'free_grant' : 'credits')

/**
 * When something was used, and now. Credit that was alive when it was used pays for it, also if it expired since: then
 * with what of it expired.
 */
export type Moment = { readonly now: bigint; readonly usedAt: bigint }

/** What a grant can give for something that was used while it was alive. */
const availableOf = (account: Account, grant: Grant, now: bigint): bigint => {
  if (isLive(grant, now) || grant.expired === 0n) return grant.remaining
  // Of what expired, nothing pays whose money went back.
  return grant.remaining + positive(grant.expired - toWithholdOf(account, grant.id))
}

const grantSources = (account: Account, biller: Biller, kind: SourceKind, { now, usedAt }: Moment): Source[] => {
  if (kind === 'free_grant' && !account.freeCredit) return []
  const { unit } = waterfalls[biller]
  const live = account.grants.filter((grant) => paysAs(grant) === kind && isLive(grant, usedAt < now ? usedAt : now))
  return live.sort(inBurnOrder).flatMap((grant): Source[] => {
    const available = availableOf(account, grant, now)
    if (grant.asset === account.currency) return [{ id: grant.id, kind, measure: 'money', available }]
    return grant.asset === unit ? [{ id: grant.id, kind, measure: 'units', available }] : []
  })
}

/**
 * The sources that pay for usage of a civil month under a biller, in order, as of `now`. A cap of zero blocks
 * everything that is metered (Q6): then there is none.
 * @param usedAt when it was used; what is used now where nothing is said.
 */
export const sourcesOf = (
  account: Account,
  biller: Biller,
  month: Month,
  now: bigint,
  usedAt: bigint = now,
): Source[] => {
  const { sources, capped } = waterfalls[biller]
  if (capped && account.cap === 0n) return []
  return sources.flatMap((kind): Source[] => {
    if (kind === 'free_grant' || kind === 'credits') return grantSources(account, biller, kind, { now, usedAt })
    if (kind === 'postpaid') {
      if (!takesPostpaid(account, biller)) return []
      return [{ id: postpaidId(month), kind, measure: 'money', available: underCap(account, biller, month) }]
    }
    const { week } = account
    if (week === null || now < week.startsAt || now >= week.endsAt) return []
    return [{ id: weekSourceId(week.id), kind, measure: 'units', available: week.quota - week.used - week.held }]
  })
}
