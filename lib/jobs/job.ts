import type { DueWork } from '@/db/queries/backlogs'
import type { Rounds } from '@/lib/flows/jobs/rounds'
import type { Runtime } from '@/lib/runtime'

/** Something that Kontor does by itself, whoever wakes it. */
export type Job = {
  /** As schedulers call it: `/api/cron/NAME`. */
  readonly name: string
  readonly title: string
  /** What it does, in a sentence. */
  readonly does: string
  /** For schedulers: five fields of cron, in UTC. */
  readonly schedule: string
  /** How often the scheduler of a process looks whether something is due. */
  readonly everyMs: number
  /** Work that has been due for longer is late. */
  readonly lateMinutes: number
  readonly backlog: readonly DueWork[]
  /**
   * Does what is due, for as long as the slice lasts. Safe to run twice and at once.
   * @throws what failed; what was done by then is counted and kept.
   */
  readonly run: (rounds: Rounds, runtime: Runtime) => Promise<void>
}

/** Keeps the name of a job, so that the list of them knows their names. */
export const job = <const Name extends string>(each: Job & { readonly name: Name }): Job & { readonly name: Name } =>
  each
