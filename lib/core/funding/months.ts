import { type Pico, pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import type { Quantity } from '@/lib/core/usage/price'

/** What an org on free credit used in a month. */
export type MonthUsage = { readonly month: Month; readonly spend: Pico; readonly usageHours: Quantity }

/** A month of the free-credit account: its spend is what the credit paid and what is billable. */
export type CreditMonth = MonthUsage & {
  readonly creditsApplied: Pico
  readonly billableSpend: Pico
  readonly status: 'open' | 'closed'
}

export type FreeCreditAccount = {
  readonly months: readonly CreditMonth[]
  readonly used: Pico
  readonly remaining: Pico
  /** False only where nothing of the credit remains and a card is on file: from then on the card pays. */
  readonly creditsFlag: boolean
}

/**
 * Accounts the free credit (K8): walks the months from the first on, always from scratch, and lets the credit pay each
 * as far as it lasts. Running it on its own result gives the same. Months may come in any order; what is said of one
 * month several times is added up.
 * @param current the month of now; it is open, and so is any later one.
 * @throws RangeError where the credit or a spend is negative.
 */
export const freeCreditMonths = (account: {
  readonly credit: Pico
  readonly months: readonly MonthUsage[]
  readonly current: Month
  readonly hasCard: boolean
}): FreeCreditAccount => {
  const { credit, current, hasCard } = account
  if (credit < 0n) throw new RangeError(`a free credit cannot be ${credit}`)
  let remaining = credit
  const months = inOrder(account.months).map((usage): CreditMonth => {
    const creditsApplied = usage.spend < remaining ? usage.spend : remaining
    remaining = pico(remaining - creditsApplied)
    const billableSpend = pico(usage.spend - creditsApplied)
    return { ...usage, creditsApplied, billableSpend, status: usage.month < current ? 'closed' : 'open' }
  })
  return { months, used: pico(credit - remaining), remaining, creditsFlag: remaining > 0n || !hasCard }
}

/**
 * The same where credit was granted after some of the usage was recorded: what was on a bill by then stays there. Each
 * grant, and what is left of those before it, pays what was recorded until the next one.
 * @param layers from the first grant on, with what was recorded before any as a first one without credit.
 */
export const layeredMonths = (account: {
  readonly layers: readonly { readonly credit: Pico; readonly months: readonly MonthUsage[] }[]
  readonly current: Month
  readonly hasCard: boolean
}): FreeCreditAccount => {
  const { layers, current, hasCard } = account
  let carried = pico(0n)
  let given = 0n
  const parts: CreditMonth[] = []
  for (const { credit, months } of layers) {
    given += credit
    const paid = freeCreditMonths({ credit: pico(carried + credit), months, current, hasCard })
    carried = paid.remaining
    parts.push(...paid.months)
  }
  const spent = inOrder(parts)
  const months = spent.map((usage): CreditMonth => {
    const of = parts.filter(({ month }) => month === usage.month)
    const creditsApplied = pico(of.reduce((total, each) => total + each.creditsApplied, 0n))
    const status = usage.month < current ? 'closed' : 'open'
    return { ...usage, creditsApplied, billableSpend: pico(usage.spend - creditsApplied), status }
  })
  return { months, used: pico(given - carried), remaining: carried, creditsFlag: carried > 0n || !hasCard }
}

const inOrder = (months: readonly MonthUsage[]): MonthUsage[] => {
  const byMonth = new Map<Month, MonthUsage>()
  for (const { month, spend, usageHours } of months) {
    if (spend < 0n) throw new RangeError(`the spend of ${month} cannot be ${spend}`)
    const known = byMonth.get(month)
    byMonth.set(month, {
      month,
      spend: pico(spend + (known?.spend ?? 0n)),
      usageHours: usageHours + (known?.usageHours ?? 0n),
    })
  }
  return [...byMonth.values()].sort((a, b) => (a.month < b.month ? -1 : 1))
}
