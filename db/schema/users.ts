import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from '@/db/columns'

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
