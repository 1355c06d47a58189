import { peopleDb } from '@/db/app'
import { refuseSignIn } from '@/db/commands/sign-in-identity'
import { clock } from '@/lib/compose'
import { auditEntryBy } from '@/lib/context'
import type { SignInRefusal } from '@/lib/core/access/profile'
import { log } from '@/lib/platform/log'
import { ownAddress } from './address'

/** How many refusals of a minute are kept: anybody can be refused as often as they like. */
const mostOfOne = 5
const most = 30

/** Keeps in the audit chain that somebody was not let in, why, and what is known of them. It never fails a request. */
export const noteRefusal = async (
  reason: SignInRefusal,
  known: Readonly<Record<string, string>> = {},
): Promise<void> => {
  try {
    const [now, address] = [clock(), await ownAddress()]
    const entry = auditEntryBy('nobody', now, 'session.refuse', { subject: address, after: { reason, ...known } })
    const kept = await refuseSignIn(peopleDb(), entry, { since: now.subtract({ minutes: 1 }), mostOfOne, most })
    if (kept) log.warn({ actor: 'nobody', address, reason }, 'sign-in refused')
  } catch (error) {
    log.error({ err: error, reason }, 'a refused sign-in was not noted')
  }
}
