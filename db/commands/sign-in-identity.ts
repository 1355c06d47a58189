import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type Identity = {
  readonly issuer: string
  readonly subject: string
  /** As `readEmail` reads addresses. */
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
}

/** `made`: a new person. `linked`: one who was there without any identity. `email_taken`: a person of another identity has it. */
export type IdentitySignIn =
  | { readonly outcome: 'known' | 'made' | 'linked'; readonly userId: string; readonly formerEmail: string | null }
  | { readonly outcome: 'email_unverified' | 'email_taken'; readonly userId: null }

type Answer = { readonly outcome: IdentitySignIn['outcome']; readonly user_id?: string; readonly before?: string }

/**
 * The person an identity provider vouches for, by issuer and subject; made at the first sign-in.
 * @param audit an entry for a person who is made or linked; actor, action and subject are filled in.
 */
export const signInIdentity = (
  db: Db,
  identity: Identity,
  newUserId: string,
  at: Temporal.Instant,
  audit: unknown = null,
): Promise<IdentitySignIn> =>
  call(async () => {
    const { issuer, subject, email, emailVerified, name } = identity
    const sql = db.$client
    const rows = await sql<{ answer: Answer }[]>`
      select sign_in_identity(${issuer}, ${subject}, ${newUserId}, ${email}, ${emailVerified}, ${name}, ${at.toString()},
        ${json(sql, audit)}) as answer`
    const { outcome, user_id: userId = '', before = null } = only(rows).answer
    if (outcome === 'email_unverified' || outcome === 'email_taken') return { outcome, userId: null }
    return { outcome, userId, formerEmail: before }
  })

/** Keeps whether the list of admins names a person. Answers whether this call changed it. */
export const noteAdmin = (db: Db, userId: string, admin: boolean, audit: unknown): Promise<boolean> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ changed: boolean }[]>`
      select note_admin(${userId}, ${admin}, ${json(sql, audit)}) as changed`
    return only(rows).changed
  })

/** Takes a person's identities away, and answers how many there were. */
export const unlinkIdentities = (db: Db, userId: string, audit: unknown): Promise<number> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ count: number }[]>`select unlink_identities(${userId}, ${json(sql, audit)}) as count`
    return only(rows).count
  })

export type RefusalBounds = { readonly since: Temporal.Instant; readonly mostOfOne: number; readonly most: number }

/**
 * Keeps that somebody was not let in, if no more than so many were kept since then.
 * @param audit an entry `session.refuse` whose subject is the address they came from.
 * @returns whether it was kept.
 */
export const refuseSignIn = (db: Db, audit: unknown, { since, mostOfOne, most }: RefusalBounds): Promise<boolean> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ kept: boolean }[]>`
      select refuse_sign_in(${json(sql, audit)}, ${since.toString()}, ${mostOfOne}::integer, ${most}::integer) as kept`
    return only(rows).kept
  })
