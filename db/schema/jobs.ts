import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from '@/db/columns'

/**
 * Runs of jobs, of all processes together. A run that found nothing to do moves the one before it forward instead of adding
 * a row; the latest runs of each job are kept.
 */
export const jobRuns = pgTable(
  'job_runs',
  {
    runId: bigint('run_id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    job: text('job').notNull(),
    /** The holder of its lease: a run that is told twice is one. Empty where it had none. */
    holder: text('holder').notNull().default(''),
    /** Who woke it: `server`, `cron`, `cron:daily`, `command`, `user:usr_…`; empty for runs from before it was kept. */
    wokenBy: text('woken_by').notNull().default(''),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at').notNull(),
    /** How much it did, in all. */
    done: integer('done').notNull(),
    /** The same by kind of work. */
    counts: jsonb('counts').$type<Readonly<Record<string, number>>>().notNull().default({}),
    /** What was due still when it ended. */
    remaining: integer('remaining').notNull().default(0),
    /** How long the oldest work had been due when it started, in milliseconds. */
    lateMs: bigint('late_ms', { mode: 'number' }).notNull().default(0),
    /** In a line; empty where it ended well. */
    error: text('error').notNull().default(''),
  },
  (t) => [index('job_runs_by_job').on(t.job, t.runId), check('job_runs_done', sql`${t.done} >= 0`)],
)

/**
 * Who runs a job at this moment. Its times are of the database's own clock, never of the portal's, which a demo may move. A
 * runner that sends no heartbeat any more is dead, and another one takes over.
 */
export const jobLeases = pgTable('job_leases', {
  job: text('job').primaryKey(),
  /** One run of one process. */
  holder: text('holder').notNull(),
  wokenBy: text('woken_by').notNull(),
  takenAt: instant('taken_at').notNull(),
  beatAt: instant('beat_at').notNull(),
})

/** Walks over everything of a kind, a part at a time, once in each hour or day. */
export const walks = pgTable('walks', {
  walk: text('walk').primaryKey(),
  beganAt: instant('began_at').notNull(),
  /** The key of the last thing that was looked at, empty at the start; null if the walk has ended. */
  place: text('place'),
  /** What was there then was looked at: when the last walk that reached the end began. */
  throughAt: instant('through_at'),
  endedAt: instant('ended_at'),
})

/** What a walk found wrong, until a later one finds it right. */
export const differences = pgTable(
  'differences',
  {
    orgId: text('org_id').notNull(),
    /** The walk that found it. */
    walk: text('walk').notNull(),
    subject: text('subject').notNull(),
    sentence: text('sentence').notNull(),
    foundAt: instant('found_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.walk, t.subject] }), index('differences_by_walk').on(t.walk, t.foundAt)],
)
