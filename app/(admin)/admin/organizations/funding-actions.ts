'use server'

import type { GrantCreditFields } from '@/components/funding/grant-credit-dialog'
import type { LimitsFields } from '@/components/funding/limits-dialog'
import type { SwitchBillerFields } from '@/components/funding/switch-biller-dialog'
import type { TakeBackFields } from '@/components/funding/take-back-dialog'
import { billerForm, grantForm, limitsForm, takeBackForm } from '@/lib/contracts/funding-forms'
import { amountText } from '@/lib/core/money/amount-text'
import { dayStart } from '@/lib/core/time/billing-day'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { saveFunding } from '@/lib/flows/funding/save-funding'
import { startOnBiller } from '@/lib/flows/funding/start-on-biller'
import { takeBackCredit } from '@/lib/flows/funding/take-back-credit'
import { action } from '@/lib/http/action'

type About = { readonly org: string; readonly zone: string }

const give = action(grantForm, (ctx, { org, zone, expiresOn, ...credit }) =>
  grantCredit(ctx, org, { ...credit, priority: 0, expiresAt: expiresOn === null ? null : dayStart(expiresOn, zone) }),
)

/** @param about the organization, and the zone in which its days are meant. */
export const giveCredit = async (about: About, fields: GrantCreditFields) => give({ ...fields, ...about })

const take = action(takeBackForm, async (ctx, { org, ...order }) => {
  const { taken, asset } = await takeBackCredit(ctx, org, order)
  return { taken: amountText(taken, asset), isAll: taken === order.amount }
})

export const takeBack = async ({ org }: About, fields: TakeBackFields) => take({ ...fields, org })

const change = action(billerForm, async (ctx, { org, zone, biller, effectiveOn, welcomeCredit }) => {
  const effectiveAt = effectiveOn === null ? ctx.now : dayStart(effectiveOn, zone)
  const { switched } = await startOnBiller(ctx, org, {
    biller,
    effectiveAt,
    ...(welcomeCredit === null ? {} : { welcomeCredit }),
  })
  return { switched }
})

export const changeBiller = async (about: About, fields: SwitchBillerFields) => change({ ...fields, ...about })

const save = action(limitsForm, async (ctx, { org, change: limits }) => {
  await saveFunding(ctx, org, limits)
  return {}
})

export const saveLimits = async ({ org }: About, fields: LimitsFields) => save({ ...fields, org })
