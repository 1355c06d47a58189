'use server'

import { alertsForm, detailsForm, spendCapForm } from '@/lib/contracts/org-settings'
import { removeMemberInput, setMemberInput } from '@/lib/contracts/settings'
import { saveAlerts as writeAlerts } from '@/lib/flows/alerts/save-alerts'
import { removeMember as remove, setMember as set } from '@/lib/flows/settings/members'
import { saveDetails as save } from '@/lib/flows/settings/save-details'
import { saveSpendCap as saveCap } from '@/lib/flows/settings/save-spend-cap'
import { action } from '@/lib/http/action'

export const saveDetails = action(detailsForm, (ctx, { org, expected, details }) => save(ctx, org, expected, details))

export const saveSpendCap = action(spendCapForm, async (ctx, { org, expected, cap }) => {
  await saveCap(ctx, org, expected, cap)
  return {}
})

export const saveAlerts = action(alertsForm, (ctx, { org, expected, settings }) =>
  writeAlerts(ctx, org, expected, settings),
)

export const setMember = action(setMemberInput, (ctx, { org, email, role }) => set(ctx, org, email, role))

export const removeMember = action(removeMemberInput, async (ctx, { org, userId }) => {
  await remove(ctx, org, userId)
  return {}
})
