'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/lib/contracts/action-result'
import { groupDigits } from '@/lib/core/money/format'
import { doneWords } from './job-item'

/** What a run that somebody asked for did. */
export type RanJob = {
  readonly ran: boolean
  readonly counts: Readonly<Record<string, number>>
  readonly left: number
}

export type RunButtonProps = {
  readonly job: string
  readonly title: string
  readonly run: Action<{ readonly job: string }, RanJob>
  /** Beside many of its kind it is plainer. */
  readonly variant?: 'secondary' | 'ghost'
}

const sumOf = (counts: RanJob['counts']): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Both counted together. */
const joined = (a: RanJob['counts'], b: RanJob['counts']): Record<string, number> => {
  const all: Record<string, number> = { ...a }
  for (const [kind, count] of Object.entries(b)) all[kind] = (all[kind] ?? 0) + count
  return all
}

/**
 * Runs a job at once, a part of some seconds at a time, and says what was done and what is left until nothing is due or
 * nothing more can be done.
 */
export const RunButton = ({ job, title, run, variant = 'ghost' }: RunButtonProps) => {
  const router = useRouter()
  const [progress, setProgress] = useState<string | null>(null)
  const running = useRef(false)
  const go = async () => {
    if (running.current) return
    running.current = true
    setProgress('Running …')
    let counts: Record<string, number> = {}
    for (;;) {
      const result = await run({ job }).catch(() => null)
      if (result === null || !result.ok) {
        toast.error(`${title} failed`, { description: result?.message ?? 'The connection broke.' })
        break
      }
      if (!result.ran) {
        toast.success(`${title} is under way already`)
        break
      }
      counts = joined(counts, result.counts)
      if (result.left === 0 || sumOf(result.counts) === 0) {
        toast.success(`${title}: ${doneWords(counts) ?? 'nothing was due'}`)
        break
      }
      setProgress(`${doneWords(counts)}, ${groupDigits(String(result.left))} left`)
    }
    running.current = false
    setProgress(null)
    router.refresh()
  }
  return (
    <span className="inline-flex flex-col items-end">
      <Button variant={variant} size="small" loading={progress !== null} aria-label={`Run now: ${title}`} onClick={go}>
        Run now
      </Button>
      {progress === null ? null : (
        <span role="status" className="max-w-32 text-ink-faint text-xs">
          {progress}
        </span>
      )}
    </span>
  )
}
