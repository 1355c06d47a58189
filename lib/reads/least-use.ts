import type { LoadedAccount } from '@/db/queries/accounts'
import { findUsagePricing } from '@/db/queries/usage-pricing'
import type { Ctx } from '@/lib/context'
import { billerAt } from '@/lib/core/funding/biller'
import { termsOn } from '@/lib/core/pricing/billing-terms'
import { leastUse } from '@/lib/core/pricing/meter-price'
import { dayAt } from '@/lib/core/time/billing-day'

/** What the smallest use of an org costs, where free credit alone pays: a rest that is less counts as nothing. */
export const leastUseOf = async ({ db, now }: Ctx, { account, books }: LoadedAccount): Promise<bigint | null> => {
  const free = billerAt(account.switches, now.epochNanoseconds) === 'free_credit' && account.freeCredit
  if (!free || account.card) return null
  const today = dayAt(now, account.zone)
  const { book, latest } = termsOn(books, today)
  return leastUse(await findUsagePricing(db, book, latest), today)
}
