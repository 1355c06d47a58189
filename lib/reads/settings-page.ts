import { findAccount } from '@/db/queries/accounts'
import { findAlertSettings, listAlertRecipients, listAlerts } from '@/db/queries/alerts'
import { listMembers } from '@/db/queries/orgs'
import { findSeller } from '@/db/queries/platform'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { billerAt, waterfalls } from '@/lib/core/funding/biller'
import { spendOf } from '@/lib/core/funding/sources'
import { minorPlaces } from '@/lib/core/money/amount'
import { amountText } from '@/lib/core/money/amount-text'
import { formatDecimal } from '@/lib/core/money/decimal'
import { Refusal } from '@/lib/platform/errors'
import { fundingNow } from './funding-now'
import { orgOf } from './org-of'

/** What a customer sees of how it is billed and who belongs to it, and what of it the reader may change. */
export const settingsPage = async (ctx: Ctx, slug: string) => {
  const { name, config, version } = await orgOf(ctx, slug)
  const [members, loaded, seller, alerts] = await Promise.all([
    listMembers(ctx.db, slug),
    findAccount(ctx.db, slug),
    findSeller(ctx.db),
    alertsShown(ctx, slug),
  ])
  if (!loaded) throw new Refusal('not_found', 'There is no such organization.')
  const { account } = loaded
  const { currency, cap } = account
  const biller = billerAt(account.switches, ctx.now.epochNanoseconds)
  const { month } = fundingNow(account, ctx.now)
  const { sources, gated, unit } = waterfalls[biller]
  const { spent, held } = spendOf(account, month)
  const may = (permission: 'org:details' | 'org:pay' | 'org:members') => permit(ctx.actor, permission, slug) === 'yes'
  const { buyer, language, treatment, payBy, termsDays, zone } = config
  return {
    org: slug,
    name,
    /** The reader, to be found among the members. */
    reader: ctx.actor.kind === 'user' ? ctx.actor.userId : '',
    may: { details: may('org:details'), cap: may('org:pay'), members: may('org:members') },
    /** What a change of the details starts from. */
    version,
    details: { ...buyer, language },
    terms: {
      biller,
      priceBook: { name: config.priceBook, currency },
      treatment,
      payBy,
      termsDays,
      zone,
      /** Whom to ask for a change; empty where nobody is named. */
      contact: seller?.email ?? '',
    },
    cap: {
      currency,
      cap: cap === null ? null : amountText(cap, currency),
      month,
      spent: amountText(spent, currency),
      held: amountText(held, currency),
      biller,
      /** Whether the cap holds anything under this biller. */
      holds: waterfalls[biller].capped,
    },
    members,
    alerts: {
      ...alerts,
      currency,
      zone,
      /** What there is to tell under this biller. */
      tells: {
        credit: unit === '' && (sources.includes('credits') || sources.includes('free_grant')),
        quota: sources.includes('plan_quota'),
        stopped: gated,
      },
    },
  }
}

const mostTold = 5

/** What an org is told by e-mail, whom, and what it was told last. */
const alertsShown = async ({ db }: Ctx, slug: string) => {
  const [{ version, settings }, recipients, told] = await Promise.all([
    findAlertSettings(db, slug),
    listAlertRecipients(db, slug),
    listAlerts(db, slug, mostTold),
  ])
  const { spend, creditBelow, ...switches } = settings
  return {
    version,
    chosen: {
      ...switches,
      spend: spend.map((amount) => formatDecimal(amount, minorPlaces)),
      creditBelow: creditBelow === null ? '' : formatDecimal(creditBelow, minorPlaces),
    },
    recipients,
    told: told.map(({ raisedAt, sentTo, outcome, settledAt: _, ...alert }) => ({
      alert,
      raisedAt: raisedAt.toString(),
      outcome,
      addresses: sentTo.length,
    })),
  }
}
export type SettingsPage = Awaited<ReturnType<typeof settingsPage>>
