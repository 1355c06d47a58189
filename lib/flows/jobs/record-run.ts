import type { Db } from '@/db/client'
import { type JobRun, recordJobRun } from '@/db/commands/job-runs'

const mostRuns = 50
const mostErrorCharacters = 300

/** One line without control characters, cut to size: what went wrong is anybody's text. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ')
    .trim()
    .slice(0, mostErrorCharacters)

export type JobOutcome = Omit<JobRun, 'error'> & { readonly error: unknown }

/** Keeps what a server did by itself, so that every process and every administrator can see it. */
export const recordRun = (db: Db, { error, ...run }: JobOutcome): Promise<void> => {
  const text = error === null ? '' : oneLine(error instanceof Error ? error.message : String(error)) || 'It failed.'
  return recordJobRun(db, { ...run, error: text }, mostRuns)
}
