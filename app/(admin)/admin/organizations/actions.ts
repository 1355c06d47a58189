'use server'

import type { OrganizationChange } from '@/components/admin/organization-form'
import { orgInvoicingForm } from '@/lib/contracts/invoicing'
import { endSessionsInput } from '@/lib/contracts/sessions'
import { createOrgInput, removeMemberInput, saveOrgInput, setMemberInput } from '@/lib/contracts/settings'
import { endSessionsOf } from '@/lib/flows/sessions/end-sessions'
import { createOrg } from '@/lib/flows/settings/create-org'
import { removeMember as remove, setMember as set } from '@/lib/flows/settings/members'
import { saveOrgInvoicing as saveByItself } from '@/lib/flows/settings/save-invoicing'
import { saveOrg } from '@/lib/flows/settings/save-org'
import { action } from '@/lib/http/action'
import { firstConfig } from './first-config'

export const createOrganization = action(createOrgInput, (ctx, { org, name, priceBook }) =>
  createOrg(ctx, org, name, firstConfig(name, priceBook)),
)

const save = action(saveOrgInput, (ctx, { org, name, expected, config, options }) =>
  saveOrg(ctx, org, name, expected, config, options),
)

/** @param about the organization and the version of it that is on the screen. */
export const saveOrganization = async (about: { org: string; expected: number }, fields: OrganizationChange) =>
  save({ ...fields, ...about })

export const saveOrgInvoicing = action(orgInvoicingForm, async (ctx, { org, ...choice }) => {
  await saveByItself(ctx, org, choice)
  return {}
})

export const setMember = action(setMemberInput, (ctx, { org, email, role }) => set(ctx, org, email, role))

export const removeMember = action(removeMemberInput, async (ctx, { org, userId }) => {
  await remove(ctx, org, userId)
  return {}
})

export const endSessions = action(endSessionsInput, async (ctx, { userId }) => ({
  count: await endSessionsOf(ctx, userId),
}))
