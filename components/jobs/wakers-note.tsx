import { Alert } from '@/components/ui/alert'

export type WakersNoteProps = {
  /** Whether this server runs jobs by itself. */
  readonly scheduler: boolean
  /** Whether schedulers can wake them from outside. */
  readonly cron: boolean
}

/** Says who wakes jobs, unless the server does it by itself. */
export const WakersNote = ({ scheduler, cron }: WakersNoteProps) => {
  if (scheduler) return null
  if (cron) return <Alert title="Schedulers wake the jobs; this server does not run them by itself." />
  return (
    <Alert tone="warn" title="Nothing wakes the jobs.">
      KONTOR_SCHEDULER is off, and without CRON_SECRET no scheduler can wake them. They still run when you press “Run
      now” or call <code className="text-sm">npm run cron</code>.
    </Alert>
  )
}
