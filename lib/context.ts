import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { type Actor, actorName, type Permission, permit } from '@/lib/core/access/permit'
import { canonicalJson } from '@/lib/core/invoices/canonical'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'

/** What every flow and read is handed: who asks, what time it is (read once), where the data is, and the request. */
export type Ctx = {
  readonly actor: Actor
  readonly now: Temporal.Instant
  readonly db: Db
  readonly requestId: string
  /** Orgs of others that somebody of the platform was let into; kept by whoever made the context. */
  readonly looks?: Set<string>
}

/** What shows a customer's own records. */
const shows: readonly Permission[] = ['org:read', 'usage:read']

/** Notes that somebody of the platform is shown the records of an org that they do not belong to. */
const noteLook = ({ actor, looks }: Ctx, permission: Permission, org: string | undefined): void => {
  if (actor.kind !== 'user' || !actor.admin || org === undefined) return
  if (shows.includes(permission) && !actor.roles.has(org)) looks?.add(org)
}

/** Refuses what the actor may not do. Who may not know that an org exists gets the answer of an org that does not. */
export const requirePermission = (ctx: Ctx, permission: Permission, org?: string): void => {
  const verdict = permit(ctx.actor, permission, org)
  if (verdict === 'unauthenticated') throw new Refusal('unauthenticated', 'Sign in, or send an API key.')
  if (verdict === 'hidden') throw new Refusal('not_found', 'There is nothing here, or it is not yours to see.')
  if (verdict === 'forbidden' && ctx.actor.kind === 'machine') {
    throw new Refusal('missing_scope', `This API key lacks the scope ${permission}.`, { scope: permission })
  }
  if (verdict === 'forbidden') throw new Refusal('forbidden', 'Your role does not allow this.')
  noteLook(ctx, permission, org)
}

/** Refuses also a key that is limited to one org: what is done here concerns them all. */
export const requirePlatformPermission = (ctx: Ctx, permission: Permission): void => {
  requirePermission(ctx, permission)
  if (ctx.actor.kind === 'machine' && ctx.actor.org !== null) {
    throw new Refusal('forbidden', 'This API key is limited to one organization.', { org: ctx.actor.org })
  }
}

export type AuditEntry = {
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly org: string
  readonly subject: string
  readonly before: string
  readonly after: string
}

type Told = { readonly org?: string; readonly subject?: string; readonly before?: unknown; readonly after?: unknown }

/** An entry of the audit chain: what was, what is, by whom. */
export const auditEntry = ({ actor, now }: Pick<Ctx, 'actor' | 'now'>, action: string, told: Told): AuditEntry =>
  auditEntryBy(actorName(actor), now, action, told)

/** The same of somebody who does not ask for anything, such as who signs in. */
export const auditEntryBy = (
  actor: string,
  at: Temporal.Instant,
  action: string,
  { org = '', subject = '', before = null, after = null }: Told,
): AuditEntry => ({
  id: newId('aud'),
  at: at.toString(),
  actor,
  action,
  org,
  subject,
  before: canonicalJson(before),
  after: canonicalJson(after),
})
