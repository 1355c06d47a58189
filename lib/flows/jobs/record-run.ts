import type { Db } from '@/db/client'
import { type JobRun, recordJobRun } from '@/db/commands/job-runs'
import { oneLine } from '@/lib/core/text/one-line'

const mostRuns = 50
const mostErrorCharacters = 300

export type JobOutcome = Omit<JobRun, 'error'> & { readonly error: unknown }

/** Keeps what a server did by itself, so that every process and every administrator can see it. */
export const recordRun = (db: Db, { error, ...run }: JobOutcome): Promise<void> => {
  const text =
    error === null
      ? ''
      : oneLine(error instanceof Error ? error.message : String(error), mostErrorCharacters) || 'It failed.'
  return recordJobRun(db, { ...run, error: text }, mostRuns)
}
