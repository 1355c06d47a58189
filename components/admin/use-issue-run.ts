'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Action, ActionFailure } from '@/lib/contracts/action-result'
import type { IssuedInvoice, IssueInput } from './issue-button'
import type { RunItem } from './run-item'

export type RunResult =
  | { readonly state: 'waiting' | 'issuing' }
  | { readonly state: 'issued'; readonly number: string }
  | { readonly state: 'failed'; readonly message: string }

export type IssueRun = {
  readonly results: ReadonlyMap<string, RunResult>
  /** Null while nothing is issued. */
  readonly progress: { readonly done: number; readonly of: number } | null
  readonly stopping: boolean
  readonly start: (items: readonly RunItem[], month: string) => Promise<void>
  readonly stop: () => void
}

/** So many calls in a row that reach nobody end a run: the others would not either. */
const unreachedAtMost = 3

const unreached: ActionFailure = {
  ok: false,
  code: 'unreachable',
  message: 'Nobody answered. Load the page again to see whether it was issued.',
}

/**
 * Issues invoices one after the other and keeps what became of each. One that fails does not keep the others back; a stop
 * lets the one under way finish. Whatever is broken off can be begun again: an invoice that is there is not issued twice.
 */
export const useIssueRun = (issue: Action<IssueInput, IssuedInvoice>): IssueRun => {
  const router = useRouter()
  const [results, setResults] = useState<IssueRun['results']>(new Map())
  const [progress, setProgress] = useState<IssueRun['progress']>(null)
  const [stopping, setStopping] = useState(false)
  const stopped = useRef(false)
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )
  const tell = (org: string, result: RunResult) => setResults((before) => new Map(before).set(org, result))

  const start = async (items: readonly RunItem[], month: string) => {
    stopped.current = false
    setStopping(false)
    setResults(new Map(items.map(({ org }) => [org, { state: 'waiting' }])))
    let misses = 0
    for (const [done, { org, total }] of items.entries()) {
      if (stopped.current || misses >= unreachedAtMost) break
      setProgress({ done, of: items.length })
      tell(org, { state: 'issuing' })
      const result = await issue({ org, month, total: total ?? '' }).catch(() => unreached)
      misses = !result.ok && result.code === 'unreachable' ? misses + 1 : 0
      tell(org, result.ok ? { state: 'issued', number: result.number } : { state: 'failed', message: result.message })
    }
    setResults((before) => new Map([...before].filter(([, { state }]) => state !== 'waiting')))
    setProgress(null)
    router.refresh()
  }
  const stop = () => {
    stopped.current = true
    setStopping(true)
  }
  return { results, progress, stopping, start, stop }
}
