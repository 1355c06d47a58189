import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytes, instant } from '@/db/columns'

/** People. What they may do is read from here, from `members` and from the list of admins on every request. */
export const users = pgTable(
  'users',
  {
    userId: text('user_id').primaryKey(),
    email: text('email').notNull().unique(),
    name: text('name').notNull(),
    /** Whether the provider vouched for the address at the latest sign-in. */
    emailVerified: boolean('email_verified').notNull().default(false),
    /** Whether the list of admins named this person when it was last looked at: a change is audited once. Permits nothing. */
    isAdmin: boolean('is_admin').notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('users_email_is_lower', sql`${t.email} = lower(${t.email} collate "C")`)],
)

/** Who an identity provider says somebody is. The subject is the identity, never the e-mail address. */
export const userIdentities = pgTable(
  'user_identities',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.userId),
    linkedAt: instant('linked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] })],
)

/**
 * Who is signed in where. The cookie carries a secret that is kept as its SHA-256 and says nothing itself, so that a session
 * that is not here any more opens nothing. Rows of ended sessions are deleted; the audit chain keeps what was done.
 */
export const userSessions = pgTable(
  'user_sessions',
  {
    sessionId: text('session_id').primaryKey(),
    secretSha256: bytes('secret_sha256').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.userId),
    /** How they signed in. What the demo let in is nobody once it is no demo any more. */
    via: text('via', { enum: ['oidc', 'demo'] }).notNull(),
    /** Browser and system as the browser named itself; empty if it is none that is known. */
    device: text('device').notNull(),
    startedAt: instant('started_at').notNull(),
    /** To the minute. */
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [
    index('user_sessions_by_user').on(t.userId),
    index('user_sessions_by_start').on(t.startedAt),
    check('user_sessions_via', sql`${t.via} in ('oidc', 'demo')`),
  ],
)
