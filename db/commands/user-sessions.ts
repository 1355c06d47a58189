import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type NewSession = {
  readonly sessionId: string
  readonly secretSha256: Uint8Array
  readonly userId: string
  readonly via: 'oidc' | 'demo'
  readonly device: string
  readonly at: Temporal.Instant
}

export type Replaced = {
  /** The hash of the secret that this browser sent along, or null. */
  readonly secretSha256: Uint8Array | null
  readonly most: number
  readonly startedBy: Temporal.Instant
  readonly seenBy: Temporal.Instant
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Starts a session, and ends those that it replaces. */
export const startSession = (db: Db, session: NewSession, replaced: Replaced, audit: unknown): Promise<void> =>
  call(async () => {
    const sql = db.$client
    const { sessionId, secretSha256, userId, via, device, at } = session
    const row = {
      session_id: sessionId,
      secret_sha256: hexOf(secretSha256),
      user_id: userId,
      via,
      device,
      at: at.toString(),
    }
    const former = replaced.secretSha256 && hexOf(replaced.secretSha256)
    await sql`
      select start_session(${json(sql, row)}, decode(${former}::text, 'hex'), ${replaced.most}::integer,
        ${replaced.startedBy.toString()}, ${replaced.seenBy.toString()}, ${json(sql, audit)})`
  })

/** Keeps that a session was used, unless it was seen since `before`. */
export const seeSession = (db: Db, sessionId: string, before: Temporal.Instant, at: Temporal.Instant): Promise<void> =>
  call(async () => {
    await db.$client`select see_session(${sessionId}, ${before.toString()}, ${at.toString()})`
  })

/** Ends one session of a person, or all of them if `sessionId` is null. Answers how many. */
export const endSessions = (db: Db, userId: string, sessionId: string | null, audit: unknown): Promise<number> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ count: number }[]>`
      select end_sessions(${userId}, ${sessionId}, ${json(sql, audit)}) as count`
    return only(rows).count
  })
